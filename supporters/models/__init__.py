from supporters.models.availability import Leave, PossibleHours
from supporters.models.change import SupporterChange
from supporters.models.interest import Interest
from supporters.models.supporter import Expertise, Supporter
from supporters.models.undertaking import Undertaking

__all__ = ["Expertise", "Interest", "Leave", "PossibleHours", "Supporter", "SupporterChange", "Undertaking"]
