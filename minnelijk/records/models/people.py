"""Who we are, who works here, and who owes."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from minnelijk.flow.words import PointChannel, PointQuality, Role
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.fields import BytesField, same_check, span_check, word_check, word_field
from minnelijk.records.sealed import Sealed
from minnelijk.records.words import KeyKind, RegistrationKind, SearchKind, WishWord


class UserManager(BaseUserManager["User"]):
    """Finds a user by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A human being who signs in by a link; what he may see hangs on his seats."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="nl")
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower"),
        ]

    def __str__(self) -> str:
        return self.name


class Bureau(models.Model):
    """The operator of this installation, whom every message must name: one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120)
    enterprise_no = models.CharField(max_length=20, default="", blank=True)
    country = models.CharField(max_length=2)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=12)
    city = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    email = models.EmailField()
    website = models.CharField(max_length=200, default="", blank=True)
    complaints_to = models.CharField(max_length=200, default="", blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Amsterdam")
    own_collection = models.BooleanField(default=False)
    person_key_id = models.SmallIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="bureau_one_row")]

    def __str__(self) -> str:
        return self.name


class Registration(models.Model):
    """The registration that allows approaching consumers of one country, on the days it covers."""

    country = models.CharField(max_length=2)
    kind = word_field(RegistrationKind)
    number = models.CharField(max_length=40, default="", blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey("records.Seat", models.PROTECT, null=True, db_index=False)

    class Meta:
        constraints = [
            word_check(RegistrationKind, "kind", "registration_kind"),
            span_check("registration_span"),
            models.UniqueConstraint(fields=["country", "kind", "from_on"], name="registration_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


class LawSignOff(models.Model):
    """A lawyer read this law pack, to the letter: the hash counts, not the label of the version."""

    country = models.CharField(max_length=2)
    pack_version = models.CharField(max_length=40)
    pack_sha256 = models.CharField(max_length=64)
    lawyer_name = models.CharField(max_length=120)
    lawyer_role = models.CharField(max_length=120)
    signed_by = models.ForeignKey("records.Seat", models.PROTECT, related_name="+", db_index=False)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "pack_sha256"], name="law_sign_off_one"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.pack_version}"


BUREAU_ROLES = [Role.AGENT, Role.SUPERVISOR, Role.MANAGER, Role.INSPECTOR]


class Seat(models.Model):
    """What a user may be here: a role, at the bureau (no client), at one client or one partner."""

    user = models.ForeignKey(User, models.PROTECT, related_name="seats", db_index=False)
    role = word_field(Role)
    client = models.ForeignKey("records.Client", models.PROTECT, null=True, related_name="seats")
    partner = models.ForeignKey("records.Partner", models.PROTECT, null=True, related_name="seats")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    languages = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            word_check(Role, "role", "seat_role"),
            span_check("seat_span"),
            models.CheckConstraint(
                condition=~Q(role=Role.CLIENT) | Q(client__isnull=False), name="seat_client_named"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=BUREAU_ROLES) | Q(client__isnull=True),
                name="seat_bureau_no_client",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.PARTNER, partner__isnull=False, client__isnull=True)
                | (~Q(role=Role.PARTNER) & Q(partner__isnull=True)),
                name="seat_partner_named",
            ),
            models.UniqueConstraint(fields=["user", "client", "role"], name="seat_one"),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(client__isnull=True, partner__isnull=True),
                name="seat_one_bureau",
            ),
            models.UniqueConstraint(
                fields=["user", "partner"],
                condition=Q(partner__isnull=False),
                name="seat_one_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class SeatClient(models.Model):
    """One client of the chosen set that a seat of the bureau works for."""

    pk = models.CompositePrimaryKey("seat_id", "client_id")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="chosen", db_index=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.seat_id} {self.client_id}"


class Person(models.Model):
    """A bureau-wide number for one human or company: no data, no reason and no client."""

    made_on = models.DateField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    stop_count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stop_count__gte=0), name="person_stop_count"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class PersonKey(models.Model):
    """A keyed hash that recognises one debtor of two clients; a weak kind only asks a person."""

    kind = word_field(KeyKind)
    digest = BytesField(max_length=16)
    person = models.ForeignKey(Person, models.CASCADE, related_name="keys")
    strong = models.BooleanField()

    class Meta:
        constraints = [
            word_check(KeyKind, "kind", "person_key_kind"),
            models.UniqueConstraint(
                fields=["digest", "kind"], condition=Q(strong=True), name="person_key_strong"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class Debtor(Sealed):
    """A debtor as one client knows it; sealed: name, salutation, first and last name, birth day."""

    client = models.ForeignKey("records.Client", models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="debtors")
    number_at_client = models.CharField(max_length=64, default="", blank=True)
    kind = word_field(DebtorKind)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=5)
    careful = models.BooleanField(default=False)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(DebtorKind, "kind", "debtor_kind"),
            models.UniqueConstraint(
                fields=["client", "number_at_client"],
                condition=~Q(number_at_client=""),
                name="debtor_number",
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(sealed__isnull=True), name="debtor_erased"
            ),
        ]
        indexes = [models.Index(fields=["client", "id"], name="debtor_client")]

    def __str__(self) -> str:
        return f"debtor {self.pk}"


class ContactPoint(Sealed):
    """Where a debtor can be reached; a change is a new version, old proof keeps the old one."""

    debtor = models.ForeignKey(Debtor, models.PROTECT, related_name="points", db_index=False)
    channel = word_field(PointChannel)
    version = models.SmallIntegerField()
    quality = word_field(PointQuality)
    source = models.CharField(max_length=24)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(PointChannel, "channel", "contact_point_channel"),
            word_check(PointQuality, "quality", "contact_point_quality"),
            span_check("contact_point_span"),
            models.UniqueConstraint(
                fields=["debtor", "channel", "version"], name="contact_point_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.version} of debtor {self.debtor_id}"


class Wish(Sealed):
    """What a debtor asked of us about contact, or who speaks for him."""

    debtor = models.ForeignKey(Debtor, models.PROTECT, related_name="wishes")
    channel = word_field(PointChannel, empty=True)
    word = word_field(WishWord)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(PointChannel, "channel", "wish_channel", empty=True),
            word_check(WishWord, "word", "wish_word"),
            span_check("wish_span"),
            same_check(Q(word=WishWord.NOT_THIS_CHANNEL), ~Q(channel=""), "wish_channel_named"),
        ]

    def __str__(self) -> str:
        return f"{self.word} of debtor {self.debtor_id}"


class SearchKey(models.Model):
    """A blind token by which sealed data is found again inside one client."""

    pk = models.CompositePrimaryKey("client_id", "kind", "token", "debtor_id")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+", db_index=False)
    kind = word_field(SearchKind)
    token = BytesField(max_length=8)
    debtor = models.ForeignKey(Debtor, models.CASCADE, related_name="search_keys")

    class Meta:
        constraints = [word_check(SearchKind, "kind", "search_key_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of debtor {self.debtor_id}"
