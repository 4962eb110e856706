"""How good any plan can be: an upper bound, proven in whole numbers whatever the solver did."""

from collections.abc import Mapping

from supporters.matching.assigning.objective import Model


def gains(model: Model, prices: Mapping[int, int]) -> dict[int, int]:
    """Case id → the most it adds if each taker is paid for at his or her price; 0 if nobody is worth it."""
    return {
        case_id: max(max((model.bonus + points - prices[one] for one, points in takers.items()), default=0), 0)
        for case_id, takers in model.takers.items()
    }


def upper_bound(model: Model, prices: Mapping[int, int]) -> int:
    """For any prices of 0 or more, no plan and no fraction of plans has a greater objective (weak duality).

    Suppose every case pays its taker's price and every supporter pays for the places used. A case then gains at most
    `gains`, a place at most its supporter's price less what it costs, and all gains together are the objective. With
    the dual prices of the relaxation the bound is the relaxation's optimum.
    """
    of_places = sum(max(prices[one] - cost, 0) for one, costs in model.places.items() for cost in costs)
    return sum(gains(model, prices).values()) + of_places
