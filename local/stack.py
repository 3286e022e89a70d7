"""The whole local stack, put together from template.yaml: start, stop, and the parts for tests to break."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from local import env_files
from local.aws.front import Front
from local.aws.lambda_service import LambdaService, print_line, shared_variables
from local.aws.live_api import MANAGEMENT, LiveApi, read_socket_api
from local.aws.log_subscriptions import LogSubscriptions
from local.aws.pollers import Pollers
from local.aws.runtime_api import LogLine
from local.aws.s3 import door
from local.aws.sqs import Aws
from local.aws.template import Template, read_template
from local.doubles import house, mailbox, sandbox
from local.doubles.canada_post import CanadaPost
from local.doubles.house import Doubles
from local.doubles.mirakl import Mirakl
from local.doubles.outside import Outside
from local.doubles.shopify import Shopify
from local.doubles.sso import Sso, house_clients
from local.doubles.storefront import SHOPS, stock_up
from local.doubles.tokens import LONGEST, staff_token
from local.servers.demo_data import migrate_and_seed
from local.servers.http_server import bind, url_of
from local.servers.pooler import MISSING, Pooler
from local.servers.postgres import Postgres, set_passwords
from local.servers.processes import StackError
from local.state import (
    PIN_PEPPER,
    ROOT,
    SECRET_NAMES,
    STATE,
    held,
    keep_secrets,
    keep_signing_key,
    public_keys,
    signing_keys,
    write_env,
    write_private,
)

DATABASE = "ordak"
DOMAINS = {f"SHOPIFY_DOMAIN_{store.upper()}": domain for store, domain in SHOPS.items()}
MIGRATIONS = "migrate"  # the function that connects directly, as the owner
CLI_LOGIN = "ordak_rpc"


@dataclass(frozen=True)
class Settings:
    """How a stack differs from the one of `make up`."""

    state: Path = STATE
    port: int = 3000  # 0 takes any
    template: Path = ROOT / "template.yaml"
    prepare: Callable[[str], None] = migrate_and_seed
    stock_up: Callable[[Shopify, Mapping[str, str], str], None] = stock_up  # what the shops sell
    durable: bool = True  # False: fsync off
    postgres_major: int = 18
    timed: bool = True  # False: schedules run only when they are fired
    redelivery_seconds: int | None = None  # in place of every queue's visibility time-out
    log: LogLine = print_line


class Stack:
    """Everything that runs; its parts are attributes, there once it is started."""

    postgres: Postgres
    pooler: Pooler | None
    aws: Aws
    template: Template
    doubles: Doubles
    shopify: Shopify
    sso: Sso
    outside: Outside
    mirakl: Mirakl
    canada_post: CanadaPost
    functions: LambdaService
    pollers: Pollers
    live: LiveApi
    front: Front

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.state = self.settings.state.resolve()
        self.env: dict[str, str] = {}
        self.chosen: dict[str, str] = {}  # of .env.local
        self._running = ExitStack()

    @property
    def url(self) -> str:
        """The base URL of the HTTP front."""
        return self.front.url

    def start(self) -> None:
        """Start everything; when a part does not start, the others are stopped again."""
        with ExitStack() as started:
            started.enter_context(held(self.state))
            self.chosen = env_files.chosen(self.state)
            listening = bind(self.settings.port)
            started.callback(listening.close)
            self.aws = Aws(self.state / "aws")
            started.callback(self.aws.stop)
            self.aws.start()  # it takes longest: the database starts meanwhile
            self.sso = Sso(self.state / "sso", house_clients(self.state / "sso", url_of(listening)))
            started.callback(self.sso.stop)
            self.sso.start()  # as above
            self.template = self._read_template()
            logins = self._logins()
            secrets = keep_secrets(self.state, (*SECRET_NAMES, PIN_PEPPER, *logins.values(), CLI_LOGIN))
            secrets |= {name: value for name, value in self.chosen.items() if name in secrets}
            self._start_database(started, secrets)
            self.aws.create_queues(self.template.queues)
            self._start_doubles(started, secrets, url_of(listening))
            self._start_functions(started, secrets, logins, url_of(listening))
            self.live = LiveApi(read_socket_api(self.settings.template), self.functions)
            own = [*sandbox.routes(self.state, self.postgres.url(DATABASE), self.doubles), *self.live.routes()]
            own += [*door.routes(self.template.distribution, self.aws), *mailbox.routes(self.aws)]
            self.front = Front(listening, self.template, self.functions, self.pollers.fire, own)
            started.callback(self.aws.stop)
            started.callback(self.front.stop)
            started.callback(self.pollers.ask_to_end)
            self._write_env(secrets)
            self.sso.wait()
            self.front.start()
            self.pollers.start()
            self._running = started.pop_all()

    def public_keys(self) -> str:
        """Return the JWK set, as JSON, that access tokens of this stack are verified by."""
        return public_keys(keep_signing_key(self.state))

    def stop(self) -> None:
        """Stop everything, in the opposite order."""
        self._running.close()

    def database_url(self, login: str) -> str:
        """Return the URL by which a login reaches the database: through the pooler if there is one."""
        if self.pooler is not None:
            return self.pooler.url(login, DATABASE)
        return self.postgres.url(DATABASE, user=login)

    def _start_database(self, started: ExitStack, secrets: Mapping[str, str]) -> None:
        settings = self.settings
        self.postgres = Postgres(self.state / "postgres", major=settings.postgres_major, durable=settings.durable)
        started.callback(self.postgres.stop)
        self.postgres.start()
        if not self.postgres.has_database(DATABASE):
            self.postgres.create_database(DATABASE)
        settings.prepare(self.postgres.url(DATABASE))
        passwords = {name: secret for name, secret in secrets.items() if name not in (*SECRET_NAMES, PIN_PEPPER)}
        set_passwords(self.postgres.url(DATABASE), passwords)
        self.pooler = None
        if Pooler.installed():
            self.pooler = Pooler(self.state / "pgbouncer", self.postgres.sockets, passwords)
            started.callback(self.pooler.stop)
            self.pooler.start()
        elif os.environ.get("CI") == "true":
            raise StackError(f"{MISSING}, and in CI it has to be.")
        else:
            print(f"{MISSING}: functions connect to PostgreSQL directly.", flush=True)

    def _start_doubles(self, started: ExitStack, secrets: Mapping[str, str], url: str) -> None:
        self.doubles = house.make(self.state, secrets, url)
        self.shopify, self.outside, self.mirakl, self.canada_post = self.doubles
        for double in self.doubles:
            started.callback(double.stop)
        self.settings.stock_up(self.shopify, SHOPS, self.postgres.url(DATABASE))
        for double in self.doubles:
            double.start()

    def _start_functions(
        self, started: ExitStack, secrets: Mapping[str, str], logins: Mapping[str, str], url: str
    ) -> None:
        made = {
            **house.variables(self.doubles, secrets),
            **mailbox.VARIABLES,
            **{name: secrets[name] for name in SECRET_NAMES},
            "ORDAK_JWKS": self.public_keys(),
            "ORDAK_SIGNING_KEYS": signing_keys(keep_signing_key(self.state)),
            "ORDAK_PIN_PEPPER": secrets[PIN_PEPPER],
            "ORDAK_PAGES_ORIGINS": url,
            "LIVE_API_URL": url + MANAGEMENT,
            "ORDAK_SSO": self.sso.setting(),
            "ORDAK_MIGRATIONS": str(ROOT / "migrations"),
        }
        common = env_files.usual() | made | self.chosen
        urls = {function: self.database_url(login) for function, login in logins.items()}
        owner_url = self.postgres.url(DATABASE)
        overrides = {
            function: common | {"ORDAK_DATABASE_URL": urls.get(function, owner_url)}
            for function in self.template.functions
        }
        endpoint = self.aws.endpoint
        subscribers = LogSubscriptions(self.template)
        log = subscribers.through(self.settings.log)
        self.functions = LambdaService(self.template, overrides, shared_variables(endpoint), log)
        started.callback(subscribers.stop)
        subscribers.start(self.functions.invoke)
        self.pollers = Pollers(
            self.functions,
            self.template.sources,
            self.template.schedules,
            self.aws.sqs,
            endpoint,
            timed=self.settings.timed,
        )
        started.callback(self.pollers.join)
        started.callback(self.functions.stop)

    def _read_template(self) -> Template:
        template = read_template(self.settings.template, self.aws.endpoint)
        if (seconds := self.settings.redelivery_seconds) is None:
            return template
        changed = {"VisibilityTimeout": str(seconds)}
        queues = tuple(replace(q, attributes={**q.attributes, **changed}) for q in template.queues)
        return replace(template, queues=queues)

    def _logins(self) -> dict[str, str]:
        """Return each function's database login, named after the folder of its code; migrations have none."""
        return {
            function.name: f"ordak_{function.code.name}"
            for function in self.template.functions.values()
            if "ORDAK_DATABASE_URL" in function.variables and function.code.name != MIGRATIONS
        }

    def _write_env(self, secrets: Mapping[str, str]) -> None:
        owner_url = self.postgres.url(DATABASE)
        self.env = {
            "ORDAK_URL": self.url,
            "ORDAK_DATABASE_URL": self.database_url(CLI_LOGIN),
            "ORDAK_OWNER_DATABASE_URL": owner_url,
            "ORDAK_ADMIN_TOKEN": staff_token(self.state, owner_url, "Admin", None, LONGEST),
            **{name: secrets[name] for name in SECRET_NAMES},
            **DOMAINS,
            "ORDAK_SANDBOX_URL": f"{self.url}/sandbox/",
            "ORDAK_SSO_URL": self.sso.url,
            **house.addresses(self.doubles),
        }
        write_env(self.state, self.env)
        # For functions that run elsewhere, in a container say: what each of them gets here.
        variables = {name: self.functions.variables(name) for name in self.template.functions}
        write_private(self.state / "variables.json", json.dumps(variables))
