from accounts.models.invitation import Invitation
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import RoleGrant, User

__all__ = ["Invitation", "Membership", "Organisation", "RoleGrant", "User"]
