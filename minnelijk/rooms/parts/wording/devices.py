"""A device in words: "Firefox op Windows"."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

BROWSERS = {
    "edge": "Edge",
    "firefox": "Firefox",
    "opera": "Opera",
    "chrome": "Chrome",
    "safari": "Safari",
    "other": _("Een browser"),
}
MACHINES = {
    "iphone": "iPhone",
    "ipad": "iPad",
    "android": "Android",
    "windows": "Windows",
    "mac": "Mac",
    "chromebook": "Chromebook",
    "linux": "Linux",
    "other": _("een ander apparaat"),
}


def device_words(device: str) -> str:
    """Return how a person calls the two words of a visit's device."""
    browser, _space, machine = device.partition(" ")
    return gettext("%(browser)s op %(machine)s") % {
        "browser": gettext(BROWSERS.get(browser, BROWSERS["other"])),
        "machine": gettext(MACHINES.get(machine, MACHINES["other"])),
    }
