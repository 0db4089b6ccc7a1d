"""The form of a client's face: name, colour and logo."""

from minnelijk.rooms.parts.brand_form import BrandForm, brand_values

__all__ = ["BrandForm", "brand_values"]
