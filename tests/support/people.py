from accounts.models import User
from supporters.models import Supporter


def row_of(user: User) -> Supporter:
    """The roster's row of a person appointed to one desk."""
    return user.appointments.get()
