from accounts.models.contact import Contact
from accounts.models.invitation import Invitation
from accounts.models.merging import ContactMerge, OrganisationMerge
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import RoleGrant, User

__all__ = [
    "Contact",
    "ContactMerge",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationMerge",
    "RoleGrant",
    "User",
]
