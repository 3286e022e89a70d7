"""What we ask of Shopify's Admin API: each document, and the points that it costs at most."""

from typing import NamedTuple

PAGE = 250  # rows of a page at most, and quantities of a mutation
ASKED = 100  # SKUs or ids of one question: with all that is asked of each, it stays under 1,000 points
LINES = 50  # lines of an order in one page


class Document(NamedTuple):
    """One operation; its name is what a call log shows. An object costs 1, a mutation 10, a page as if it were full."""

    name: str
    text: str
    cost: int

    @property
    def changes(self) -> bool:
        """Whether it is a mutation."""
        return self.text.startswith("mutation")


LOCATIONS = Document(
    "Locations",
    """query Locations { locations(first: 250) { nodes { id name isActive fulfillsOnlineOrders } } }""",
    251,
)

ITEMS_BY_SKU = Document(
    "ItemsBySku",
    """query ItemsBySku($query: String!, $location: ID!, $after: String) {
  inventoryItems(first: 100, after: $after, query: $query) {
    nodes {
      id sku tracked
      inventoryLevel(locationId: $location) { quantities(names: ["available"]) { quantity } }
      variants(first: 2) { nodes { inventoryPolicy product { id } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}""",
    902,
)

LEVELS = Document(
    "Levels",
    """query Levels($ids: [ID!]!, $location: ID!) {
  nodes(ids: $ids) {
    ... on InventoryItem {
      id inventoryLevel(locationId: $location) { quantities(names: ["available"]) { quantity } }
    }
  }
}""",
    300,
)

SET_QUANTITIES = Document(
    "SetQuantities",
    """mutation SetQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { code field }
  }
}""",
    12,
)

LEVEL_PAGE = Document(
    "LevelPage",
    """query LevelPage($location: ID!, $after: String) {
  location(id: $location) {
    inventoryLevels(first: 250, after: $after) {
      nodes { item { id sku tracked } quantities(names: ["available"]) { quantity } }
      pageInfo { hasNextPage endCursor }
    }
  }
}""",
    753,
)

START_BULK = Document(
    "BulkLevels",
    """mutation BulkLevels($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { code field } }
}""",
    12,
)

# One line of the result per item: a connection inside would give each level a line of its own.
BULK_LEVELS = """{
  inventoryItems {
    edges { node { id sku tracked inventoryLevel(locationId: "%s") { quantities(names: ["available"]) { quantity } } } }
  }
}"""

BULK_STATUS = Document(
    "BulkStatus",
    """query BulkStatus($id: ID!) { bulkOperation(id: $id) { status errorCode url objectCount } }""",
    1,
)

ORDERS_SINCE = Document(
    "OrdersSince",
    """query OrdersSince($query: String!, $after: String) {
  orders(first: 250, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { id name updatedAt cancelledAt currentSubtotalLineItemsQuantity }
    pageInfo { hasNextPage endCursor }
  }
}""",
    252,
)

ORDER = Document(
    "Order",
    """query Order($id: ID!, $after: String) {
  order(id: $id) {
    id name number createdAt updatedAt cancelledAt currencyCode note tags test sourceName displayFulfillmentStatus
    displayFinancialStatus totalPriceSet { shopMoney { amount } }
    customAttributes { key value }
    customer { id firstName lastName }
    shippingAddress {
      name firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone
    }
    billingAddress { name firstName lastName company }
    shippingLines(first: 10) { nodes { title code source originalPriceSet { shopMoney { amount } } } }
    lineItems(first: 50, after: $after) {
      nodes {
        id sku title name variantTitle quantity currentQuantity isGiftCard requiresShipping vendor
        originalUnitPriceSet { shopMoney { amount } }
        customAttributes { key value }
        discountAllocations { allocatedAmountSet { shopMoney { amount } } }
        product { id }
        variant { id }
        lineItemGroup { id customAttributes { key value } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}""",
    600,
)

EXISTING = Document("Existing", """query Existing($ids: [ID!]!) { nodes(ids: $ids) { id } }""", 250)

SUBSCRIPTIONS = Document(
    "Subscriptions",
    """query Subscriptions { webhookSubscriptions(first: 250) { nodes { id topic uri } } }""",
    251,
)

SUBSCRIBE = Document(
    "Subscribe",
    """mutation Subscribe($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
    webhookSubscription { id }
    userErrors { field }
  }
}""",
    12,
)

DOCUMENTS = (
    LOCATIONS,
    ITEMS_BY_SKU,
    LEVELS,
    SET_QUANTITIES,
    LEVEL_PAGE,
    START_BULK,
    BULK_STATUS,
    ORDERS_SINCE,
    ORDER,
    EXISTING,
    SUBSCRIPTIONS,
    SUBSCRIBE,
)
