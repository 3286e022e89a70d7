"""From new to shipped: every run of one round after the other, as the schedule begins them."""

from tests.marketplace.market_world import MarketWorld
from tests.marketplace.parcels import ADDRESS, send_parcels


def test_an_order_goes_from_new_to_shipped(world: MarketWorld) -> None:
    send_parcels(world)
    order, cancelled = world.buy(2, address=ADDRESS), world.buy()
    world.run()
    assert (world.status(order), world.status(cancelled)) == ("accepted", "accepted")
    world.pass_time(minutes=5)
    world.mirakl.cancel(cancelled)
    world.run()
    world.run_later()
    assert world.history(order) == ["pending_acceptance", "accepted", "label_created", "shipped"]
    assert world.history(cancelled) == ["pending_acceptance", "accepted", "cancelled"]
    assert (world.mirakl.state(order), world.decided()) == ("SHIPPED", 2)
    [label] = world.carrier.shipments
    assert (world.mirakl.body(order)["shipping_tracking"], len(world.bucket.files)) == (label.pin, 1)
    assert world.alerts() == []
    world.check()


def test_an_account_without_orders_is_called_at_most_four_times_a_round(world: MarketWorld) -> None:
    world.run()
    before = len(world.mirakl.log.of())
    for _ in range(3):
        world.run_later()
    assert len(world.mirakl.log.of()) - before <= 12
    assert world.floor.rows("select 1 from core.order_events where kind = 'sync_finished'") == []


def test_no_customer_reaches_an_event_an_alert_or_work(world: MarketWorld) -> None:
    canary = {"firstname": "Canaryfirst", "lastname": "Canarylast"}
    address = {"street_1": "1 Canarystreet", "city": "Canarytown", "zip_code": "C4N 4R1", "phone": "555-Canaryphone"}
    orders = [world.buy(2, stock=stock, person={"customer_id": "c", **canary}, address=address) for stock in (5, 1)]
    world.run()
    world.mirakl.edit(orders[0], order_lines=[])
    world.run_later()
    for table in ("order_events", "work_queue", "sync_runs", "unread_orders"):
        assert world.floor.rows(f"select t::text from core.{table} t where t::text like '%%Canary%%'") == []
