"""Everything downhill of the catalog follows from it, and nobody can forget to let it follow."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from local.servers.postgres import Postgres
from local.state import ROOT
from tests.openapi import resolved
from tools.generate.generate import CONTRACT, SCHEMA, STAGES, TEMPLATE, generated, openapi

NEW_RPC = """
create or replace function api.count_cakes(p_actor jsonb, p_store core.store_name, p_weight integer, p_limit core.row_limit default 10)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'count_cakes');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.refuse('ORD003');
end
$$;

comment on function api.count_cakes is 'Counts cakes. @returns counts_answer @refuses ORD003';
"""


@dataclass(frozen=True)
class Migrations:
    """A copy of the migrations, to be changed, and a server to try them on."""

    folder: Path
    server: Postgres

    def generated(self) -> dict[Path, str]:
        return generated(self.server, self.folder)

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.folder / file).read_text()
        assert old in text
        (self.folder / file).write_text(text.replace(old, new, 1))


@pytest.fixture
def migrations(postgres: Postgres, tmp_path: Path) -> Migrations:
    return Migrations(Path(shutil.copytree(ROOT / "migrations", tmp_path / "migrations")), postgres)


def test_new_rpc_needs_one_file_and_one_line(migrations: Migrations, tmp_path: Path) -> None:
    (migrations.folder / "bakery/queue/api/count_cakes.sql").write_text(NEW_RPC)
    migrations.replace(
        "reference/permissions.sql", "values\n", "values\n  ('count_cakes', '{Packer}', '{ordak_rpc}'),\n"
    )

    made = migrations.generated()
    assert "class CountCakes(Rpc):" in made[CONTRACT / "generated.py"]
    assert '"count_cakes": CountsAnswer,' in made[CONTRACT / "answers.py"]
    assert "/rpc/count_cakes:" in made[TEMPLATE]

    layer = Path(shutil.copytree(ROOT / "layers/common", tmp_path / "layer"))
    for file in ("generated.py", "answers.py"):
        (layer / "ordak/contract" / file).write_text(made[CONTRACT / file])
    document = resolved(json.loads(openapi(layer, migrations.folder)))
    refused = document["paths"]["/rpc/count_cakes"]["post"]["responses"]["409"]
    assert refused["description"] == "ORD003: The order is cancelled"


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        ("bakery/tickets/api/set_storage.sql", "p_storage core.label", "p_storage core.remark", CONTRACT / "generated.py"),
        ("bakery/tickets/api/set_storage.sql", "Sets where the cake is stored", "Says it", CONTRACT / "generated.py"),
        ("bakery/tickets/types/ticket.sql", "  print_count integer", "  print_count text", CONTRACT / "answers.py"),
        ("reference/faults.sql", "'ORD003',  409", "'ORD003',  410", CONTRACT / "generated.py"),
        ("reference/transitions.sql", "'Packing',    'Decorating', 'qc_returned_ts'", "'Packing',    'Covering', 'qc_returned_ts'", STAGES),
        ("versions/M01_settings.sql", "updated_by text,", "updated_by text, note text,", SCHEMA),
        ("access.sql", "call core.protect('core.badges', 'select, insert, update')",
            "call core.protect('core.badges', 'select, insert, update, delete')", SCHEMA),
    ],
)  # fmt: skip
def test_change_without_generating_shows(migrations: Migrations, file: str, old: str, new: str, stale: Path) -> None:
    migrations.replace(file, old, new)
    assert [path for path, made in migrations.generated().items() if made != path.read_text()] == [stale]
