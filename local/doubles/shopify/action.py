"""One action of a merchant, a customer or an app: the stock it moves and what is told of it."""

from dataclasses import dataclass, field
from typing import Any

from local.doubles.shopify.bodies import level_body, product_body
from local.doubles.shopify.books import Books
from local.doubles.shopify.model import Item, Level, Product


@dataclass
class Action:
    """What is told shares one event id; levels and products are told once each, as they are in the end."""

    books: Books
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _levels: dict[int, Level] = field(default_factory=dict)
    _products: dict[int, Product] = field(default_factory=dict)

    def tell(self, topic: str, body: dict[str, Any]) -> None:
        """Tell whoever subscribed to the topic, once the action is over."""
        self.told.append((topic, body))

    def move(self, level: Level, *, available: int = 0, committed: int = 0) -> None:
        """Move stock by these deltas."""
        level.available += available
        level.committed += committed
        if available:
            level.updated_at = level.item.updated_at = self.books.clock.now()
            self._levels[level.id] = level
            self.show(level.item.variant.product)

    def show(self, product: Product) -> None:
        """Let the product be told as changed: selling it is enough."""
        self._products[product.id] = product

    def change(self, item: Item) -> None:
        """Let an item be told as changed for another reason than its stock."""
        item.updated_at = self.books.clock.now()
        self.show(item.variant.product)

    def close(self) -> None:
        """Tell the levels and products that the action moved."""
        for level in self._levels.values():
            self.tell("inventory_levels/update", level_body(self.books, level))
        for product in self._products.values():
            product.updated_at = self.books.clock.now()
            self.tell("products/update", product_body(self.books, product))
