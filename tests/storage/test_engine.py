"""Database addresses as operators have them."""

from storage.engine import open_engines


async def test_an_address_may_ask_for_encryption_in_the_way_hosts_hand_it_out() -> None:
    engines = open_engines("postgresql://cairn:hush@db.example/cairn?sslmode=require")
    assert dict(engines.write.url.query) == {"ssl": "require"}
    await engines.dispose()
