"""What each function may do in the account, by hand: test_template_access.py compares it with the template."""

from dataclasses import dataclass

MANAGED = "arn:aws:iam::aws:policy/"
# SAM's own: its log group, its trace segments, its network interface if it is in a VPC.
EVERY = {"AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "AWSLambdaVPCAccessExecutionRole"}
READS_A_QUEUE = {"AWSLambdaSQSQueueExecutionRole"}
READ, SEND = "secretsmanager:GetSecretValue", "sqs:SendMessage"
WAKES = {(SEND, "InventoryQueue"), (SEND, "SyncQueue"), (SEND, "LiveQueue")}
# From one address alone: test_mail_is_sent_from_the_one_address.
MAILS = {("ses:SendEmail", "identity/*"), ("ses:SendEmail", "configuration-set/Mail")}
TELL = "execute-api:ManageConnections"
# Of each shop: what earns a token, or a fixed one, as the parameter ShopifyAccess says.
EARNING = {
    *("shopify_client_id_bannos", "shopify_client_secret_bannos"),
    *("shopify_client_id_flourlane", "shopify_client_secret_flourlane"),
}
FIXED = {"shopify_token_bannos", "shopify_token_flourlane"}
SHOPS = EARNING | FIXED
CARRIER = {
    "canada_post_client_id_bestbuyca",
    "canada_post_client_secret_bestbuyca",
    "canada_post_customer_bestbuyca",
}


@dataclass(frozen=True)
class May:
    """What one function may do in the account, and as whom in the database."""

    login: str
    kept_in: str  # ordak/<environment>/…
    keys: set[str]
    actions: set[tuple[str, str]]
    managed: set[str]


FUNCTIONS = {
    "WebhookFunction": May(
        login="ordak_webhook",
        kept_in="webhook",
        keys={"database_url", "shopify_webhook_secret_bannos", "shopify_webhook_secret_flourlane"},
        actions={
            (READ, "secret:ordak/*/webhook"),
            (SEND, "IngestRetryQueue"),
            (SEND, "InventoryQueue"),
            (SEND, "LiveQueue"),
        },
        managed=EVERY,
    ),
    "IngestRetryFunction": May(
        login="ordak_webhook",
        kept_in="ingest_retry",
        keys={"database_url"},
        actions={
            (READ, "secret:ordak/*/ingest_retry"),
            (SEND, "ScheduleDeadLetters"),
            (SEND, "InventoryQueue"),
            (SEND, "LiveQueue"),
        },
        managed=EVERY | READS_A_QUEUE,
    ),
    "InventoryWorkerFunction": May(
        login="ordak_inventory_worker",
        kept_in="inventory_worker",
        keys={"database_url"} | SHOPS,
        actions={(READ, "secret:ordak/*/inventory_worker")},
        managed=EVERY | READS_A_QUEUE,
    ),
    "SweeperFunction": May(
        login="ordak_reconcile",
        kept_in="sweeper",
        keys={"database_url"} | SHOPS,
        actions={
            (READ, "secret:ordak/*/sweeper"),
            *WAKES,
            (SEND, "MarketplaceQueue"),
            (SEND, "ScheduleDeadLetters"),
        },
        managed=EVERY,
    ),
    "SyncFunction": May(
        login="ordak_reconcile",
        kept_in="sync",
        keys={"database_url"} | SHOPS,
        actions={(READ, "secret:ordak/*/sync"), *WAKES},
        managed=EVERY | READS_A_QUEUE,
    ),
    "MarketplaceFunction": May(
        login="ordak_marketplace",
        kept_in="marketplace",
        keys={"database_url", "mirakl_api_key_bestbuyca"} | CARRIER,
        actions={
            (READ, "secret:ordak/*/marketplace"),
            (SEND, "InventoryQueue"),
            (SEND, "LiveQueue"),
            (SEND, "MarketplaceQueue"),
            ("s3:PutObject", "Media/media/labels/*"),
            ("s3:DeleteObject", "Media/media/labels/*"),
        },
        managed=EVERY | READS_A_QUEUE,
    ),
    "ReporterFunction": May(
        login="ordak_reconcile",
        kept_in="reporter",
        keys={"database_url", "slack_webhook_url", "alert_addresses", "posthog_key"},
        actions={(READ, "secret:ordak/*/reporter"), (SEND, "ScheduleDeadLetters"), *MAILS},
        managed=EVERY,
    ),
    "AlarmNotifierFunction": May(
        login="none",
        kept_in="alarm_notifier",
        keys={"slack_webhook_url"},
        actions={(READ, "secret:ordak/*/alarm_notifier")},
        managed=EVERY,
    ),
    "SentryFunction": May(
        login="none",
        kept_in="sentry",
        keys={"sentry_dsn"},
        actions={(READ, "secret:ordak/*/sentry")},
        managed=EVERY,
    ),
    "RpcFunction": May(
        login="ordak_rpc",
        kept_in="rpc",
        keys={"database_url", "jwks"},
        actions={
            (READ, "secret:ordak/*/rpc"),
            *WAKES,
            (SEND, "MarketplaceQueue"),
            ("s3:GetObject", "Media/media/labels/*"),
        },
        managed=EVERY,
    ),
    "AuthFunction": May(
        login="ordak_auth",
        kept_in="auth",
        keys={"database_url", "signing_keys", "jwks", "sso", "pin_pepper"},
        actions={(READ, "secret:ordak/*/auth"), (SEND, "LiveQueue")},
        managed=EVERY,
    ),
    "LiveFunction": May(
        login="ordak_live",
        kept_in="live",
        keys={"database_url"},
        actions={(READ, "secret:ordak/*/live")},
        managed=EVERY,
    ),
    "FanOutFunction": May(
        login="ordak_live",
        kept_in="fan_out",
        keys={"database_url"},
        actions={(READ, "secret:ordak/*/fan_out"), (TELL, "LiveApi/live/*/@connections/*"), (SEND, "LiveQueue")},
        managed=EVERY | READS_A_QUEUE,
    ),
    "MigrateFunction": May(
        login="owner",
        kept_in="migrate",
        keys={"database_url"},
        actions={(READ, "secret:ordak/*/migrate")},
        managed=EVERY,
    ),
}
# Whoever else acts: the schedule calls its function, CodeDeploy moves aliases.
OTHER_ROLES = {
    "IngestRetryFunctionEveryMinuteRole": {
        ("lambda:InvokeFunction", "IngestRetryFunctionAliaslive"),
        (SEND, "ScheduleDeadLetters"),
    },
    "SweeperFunctionEveryMinuteRole": {
        ("lambda:InvokeFunction", "SweeperFunctionAliaslive"),
        (SEND, "ScheduleDeadLetters"),
    },
    "ReporterFunctionEveryMinuteRole": {
        ("lambda:InvokeFunction", "ReporterFunctionAliaslive"),
        (SEND, "ScheduleDeadLetters"),
    },
    "CodeDeployServiceRole": set(),
}
