"""Nothing but the gate writes where a case stands, by when it is due, and what follows from its moves."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import nodes, production

GATE = "cases/services/gate.py"
KEPT = {"first_contact_kept", "triage_kept", "proposal_kept", "answer_kept"}
FIELDS = {"state", "awaits", "returns_to", "version", "due_on", "due_clock", "month_end_moves", *KEPT}

# Other models have a state too. Whoever is added here writes that of no case.
OTHER_STATES = {
    ("cases/services/matching.py", "assignment"),
    ("cases/services/closing.py", "lead"),
    ("cases/services/plan/delivery.py", "plan"),
    ("cases/services/plan/drafting.py", "plan"),
    ("cases/services/plan/drafting.py", "step"),
    ("cases/services/plan/review.py", "plan"),
    ("mediso/mailbox/services.py", "mail"),
    ("reports/services/reports/keeping.py", "definition"),
}
OTHER_UPDATES = {
    ("mediso/files/services/scans.py", "waiting"),
    ("mediso/notices/services/digests.py", "rows"),
    ("mediso/outbox/services/delivery.py", "stuck"),
    ("mediso/outbox/services/delivery.py", "unsent"),
    ("mediso/outbox/services/delivery.py", "secret"),
    ("mediso/outbox/services/remedies.py", "sent"),
}


def targets(node: ast.AST) -> list[ast.expr]:
    """What an assignment assigns to, tuples taken apart."""
    if isinstance(node, ast.Assign):
        found = list(node.targets)
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        found = [node.target]
    else:
        return []
    return [part for one in found for part in (one.elts if isinstance(one, ast.Tuple) else [one])]


def assigned() -> Iterator[tuple[str, str, str]]:
    """File, object, field of every `x.state = …` and `setattr(x, "state", …)`."""
    for path, node in nodes(production()):
        for target in targets(node):
            if isinstance(target, ast.Attribute) and target.attr in FIELDS:
                yield path, ast.unparse(target.value), target.attr
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            name = ast.unparse(node.args[1])
            # A name that is not written out may be any: the generator's copies, which are not cases in anybody's hands.
            if name.strip("'") in FIELDS or (path.startswith("cases/") and path != "cases/services/generation.py"):
                yield path, ast.unparse(node.args[0]), name


def named() -> Iterator[tuple[str, str]]:
    """File and receiver of every call that writes one of the fields by keyword, or in bulk by name."""
    for path, node in nodes(production()):
        if not isinstance(node, ast.Call) or not FIELDS & {keyword.arg for keyword in node.keywords}:
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"update", "create", "update_or_create"}:
            receiver = ast.unparse(node.func.value)
            yield path, receiver.split("(")[0]
        elif ast.unparse(node.func) == "Case":
            yield path, "Case"


def test_only_the_gate_assigns_them() -> None:
    others = {(path, owner) for path, owner, _field in assigned() if path != GATE}
    assert others == OTHER_STATES
    assert {field for path, _owner, field in assigned() if path == GATE} == FIELDS


def test_nothing_updates_them_past_the_gate() -> None:
    # A class that is named and is not Case has columns of its own.
    others = {(path, receiver) for path, receiver in named() if receiver[0].islower() or receiver.startswith("Case")}
    assert others == OTHER_UPDATES


def test_the_gate_assigns_them_to_a_case() -> None:
    assert {owner for path, owner, _field in assigned() if path == GATE} == {"case"}
