"""The routes of functions/auth, for openapi.json."""

from typing import Any

_TEXT = {"type": "string"}
_UUID = {"type": "string", "format": "uuid"}
_MOMENT = {"type": "string", "format": "date-time"}
_NOTHING = {"type": "null"}
_BADGE = "S-7K3M9Q2DW4XN5TRA-8"
_STAFF = "5a000000-0000-4000-8000-000000000001"
_STAFF_ROW = {"$ref": "#/components/schemas/Person"}


def _object(properties: dict[str, Any], *, all_required: bool = True) -> dict[str, Any]:
    required = {"required": list(properties)} if all_required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **required}


def _answer(text: str, **properties: Any) -> dict[str, Any]:
    """Describe what a call that went well answers."""
    always = {"ok": {"const": True}, "already_done": {"type": "boolean"}}
    schema = _object({**always, **properties})
    return {"200": {"description": text, "content": {"application/json": {"schema": schema}}}}


def _page(status: str, text: str) -> dict[str, Any]:
    return {status: {"description": text, "content": {"text/html": {"schema": _TEXT}}}}


def _body(schema: dict[str, Any], **examples: Any) -> dict[str, Any]:
    named = {name: {"value": value} for name, value in examples.items()}
    return {"required": True, "content": {"application/json": {"schema": schema, "examples": named}}}


def _query(name: str, text: str) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": False, "schema": _TEXT, "description": text}


_TURN = _answer("Signed in.", turn_id=_UUID, started_at=_MOMENT, staff=_STAFF_ROW)
_REFRESHED = _answer(
    "An access token; the cookie has a new value.",
    session_id=_UUID,
    expires_at=_MOMENT,
    provider=_TEXT,
    staff=_STAFF_ROW,
    access_token=_TEXT,
    token_type={"const": "Bearer"},
    expires_in={"type": "integer"},
)
_SIGNED_OUT = _answer("Signed out.", end_session_url={"type": ["string", "null"]})
_CODE = _answer(
    "The code to show, and the token to keep.",
    user_code=_TEXT,
    expires_at=_MOMENT,
    device_token=_TEXT,
    interval={"type": "integer", "description": "Seconds between two polls."},
)
_STATE = _answer(
    "The state of the enrolment.", state={"enum": ["waiting", "enrolled", "expired", "revoked", "unknown"]}
)
_PIN = {"type": "string", "pattern": "^[0-9]{6,12}$"}
_SIGN_IN = {
    "oneOf": [
        {
            **_object({"badge": {"type": "string", "maxLength": 100}, "staff_id": _NOTHING, "pin": _NOTHING}),
            "required": ["badge"],
        },
        {**_object({"staff_id": _UUID, "pin": _PIN, "badge": _NOTHING}), "required": ["staff_id", "pin"]},
    ]
}
_NEW_PIN = {**_object({"pin": _PIN, "staff_id": {"anyOf": [_UUID, _NOTHING]}}), "required": ["pin"]}
_COOKIE: list[dict[str, Any]] = [{"session": []}]
_SYSTEM = ["SYS001", "SYS002"]

# Of each route: operation, summary, security, its codes beside what it answers when all is well, and the rest.
ROUTES: dict[str, dict[str, Any]] = {
    "GET /auth/login": {
        "operationId": "login",
        "summary": "Go to a provider to sign in",
        "security": [],
        "parameters": [
            _query("provider", "The provider's name; without one the only provider, or a page to choose."),
            _query("return_to", "The path on our pages to return to."),
            _query("other", "Have the provider ask for an account, even if one is signed in there."),
        ],
        "responses": {"302": {"description": "To the provider."}} | _page("200", "Which provider?"),
        "pages": ["AUTH003", "AUTH006", "AUTH007", *_SYSTEM],
    },
    "GET /auth/callback": {
        "operationId": "callback",
        "summary": "Return from a provider",
        "security": [],
        "parameters": [_query(name, "As the provider sends it.") for name in ("code", "state", "iss", "error")],
        "responses": {"302": {"description": "Signed in; back to return_to."}},
        "pages": ["AUTH003", "AUTH004", "AUTH006", "AUTH007", *_SYSTEM],
    },
    "GET /.well-known/jwks.json": {
        "operationId": "public_keys",
        "summary": "The keys that access tokens are verified with, a JWK set",
        "security": [],
        "responses": {"200": {"description": "Keys.", "content": {"application/json": {"schema": {"type": "object"}}}}},
        "codes": _SYSTEM,
    },
    "POST /auth/refresh": {
        "operationId": "refresh",
        "summary": "Get an access token for the session of the cookie; the cookie is rotated. From our pages only",
        "security": _COOKIE,
        "responses": _REFRESHED,
        "codes": ["AUTH001", "AUTH002", "AUTH003", "REQ004", *_SYSTEM],
    },
    "POST /auth/sign-out": {
        "operationId": "sign_out",
        "summary": "End the cookie's session, or all sessions and kiosk turns of its person. From our pages only",
        "security": _COOKIE,
        "requestBody": _body(
            _object({"everywhere": {"type": "boolean"}}, all_required=False), here={}, everywhere={"everywhere": True}
        ),
        "responses": _SIGNED_OUT,
        "codes": ["AUTH001", "AUTH003", "REQ001", "REQ004", *_SYSTEM],
    },
    "POST /auth/device": {
        "operationId": "begin_device",
        "summary": "Give a new kiosk a code to show. A supervisor enters it (enrol_device) within ten minutes",
        "security": [],
        "responses": _CODE,
        "codes": ["AUTH003", "REQ004", *_SYSTEM],
    },
    "POST /auth/device/poll": {
        "operationId": "poll_device",
        "summary": "Return the state of a kiosk's enrolment",
        "security": [{"device": []}],
        "responses": _STATE,
        "codes": ["AUTH001", "AUTH003", "REQ004", *_SYSTEM],
        "door": 401,
    },
    "POST /auth/turn": {
        "operationId": "begin_turn",
        "summary": "Sign a person in at the calling kiosk, by badge or by name and PIN",
        "security": [{"device": []}],
        "requestBody": _body(_SIGN_IN, badge={"badge": _BADGE}, pin={"staff_id": _STAFF, "pin": "271828"}),
        "responses": _TURN,
        "codes": ["AUTH001", "AUTH002", "AUTH003", "AUTH005", "SCN002", "REQ001", "REQ004", *_SYSTEM],
        "door": 401,
    },
    "POST /auth/pin": {
        "operationId": "set_pin",
        "summary": "Set one's own PIN; an Admin sets that of a person they manage",
        "security": [{"token": []}],
        "requestBody": _body(_NEW_PIN, own={"pin": "271828"}, theirs={"pin": "271828", "staff_id": _STAFF}),
        "responses": _answer("Set."),
        "codes": ["AUTH001", "AUTH002", "AUTH003", "REQ001", "REQ004", *_SYSTEM],
        "door": 401,
    },
}
SECURITY = {
    "device": {"type": "http", "scheme": "bearer", "description": "The token of an enrolled kiosk, ordak_device_…"},
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-ordak_refresh"},
}
