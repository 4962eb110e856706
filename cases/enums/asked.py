"""What is asked, and how it reached the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """受付経路."""

    PORTAL = "portal", _("Portal")
    MAIL = "mail", _("Mail")
    PHONE = "phone", _("Phone")
    OPEN_HOURS = "open_hours", _("Open Hours")
    REFERRAL = "referral", _("Referral by another body")
    EVENT = "event", _("Event")


class DevelopmentStage(models.TextChoices):
    """開発段階: drugs and regenerative products count the first row, devices and others the second."""

    BASIC_RESEARCH = "basic_research", _("Basic research")
    NON_CLINICAL = "non_clinical", _("Non-clinical")
    TRIAL_PREPARATION = "trial_preparation", _("Preparing clinical trials")
    CLINICAL_TRIAL = "clinical_trial", _("In clinical trials")
    APPROVAL_APPLICATION = "approval_application", _("Applying for approval")
    CONCEPT = "concept", _("Concept")
    PROTOTYPE = "prototype", _("Prototype")
    DEMONSTRATION = "demonstration", _("Demonstration")
    CERTIFICATION = "certification", _("Applying for approval or certification")
    COMMERCIALISATION = "commercialisation", _("Commercialisation")
    ON_MARKET = "on_market", _("On the market")


class DeviceClass(models.TextChoices):
    """医療機器のクラス分類 (薬機法第2条第5項–第7項: general, controlled, specially controlled)."""

    CLASS_1 = "1", _("Class I (general)")
    CLASS_2 = "2", _("Class II (controlled)")
    CLASS_3 = "3", _("Class III (specially controlled)")
    CLASS_4 = "4", _("Class IV (specially controlled)")
    UNKNOWN = "unknown", _("Not known yet")
