from supporters.models.interest import Interest
from supporters.models.supporter import Expertise, Supporter

__all__ = ["Expertise", "Interest", "Supporter"]
