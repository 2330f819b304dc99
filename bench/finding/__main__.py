"""`python -m bench.finding`: how long a search takes among 13,500 units and their committees.

Printed as JSON, in milliseconds, of this machine on this day; `cpu` is the work of this process
(with SQLite all of it), whatever else the machine does. The country is made up: 34 provinces,
10,000 communes that ended on 30/6/2025 and 3,321 that began on the day after; its names are put
together from syllables, so that many share a word, as they do in Vietnam. The database is the one
of DONDOC_DATABASE_URL (a scratch one is made there and dropped), else SQLite in a scratch folder.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.config.settings")
os.environ.setdefault("DONDOC_DATA", tempfile.mkdtemp(prefix="dondoc-bench-"))

WORDS = (
    "An Ba Bắc Bình Bùi Cẩm Châu Chánh Chương Cường Diên Dương Đại Đắk Đồng Đông Đức Gia Giang Hà "
    "Hải Hạnh Hòa Hưng Hương Khánh Khê Kim Kỳ Lâm Lập Lộc Long Lộ Mai Minh Mỹ Nam Nghĩa Ngọc Nhơn "
    "Ninh Phong Phú Phước Quang Sơn Tân Tây Thanh Thạnh Thành Thịnh Thọ Thượng Tiên Tịnh Trà Trung "
    "Trường Tú Vạn Văn Việt Vĩnh Xuân Yên"
)
SYLLABLES = WORDS.split()
KINDS = ("xã",) * 8 + ("phường", "thị trấn")
ASKED = (
    "tan thanh", "Bình Sơn", "xa an", "phuong", "ubnd xa long", "thanh tan", "10042", "b",
    "minh phu tinh", "ủy ban nhân dân xã hòa", "khong co dau", "tp an giang", "xa", "ubnd",
)  # fmt: skip
BEFORE, AFTER = date(2020, 1, 1), date(2025, 7, 1)
ROUNDS = 15


def country() -> int:
    """Write the made-up country; tells how many units it has."""
    from dondoc.agencies.actions import made_agency, made_unit
    from dondoc.agencies.models import Agency, Ending, Unit, UnitSuccession

    chance = random.Random(6)

    def name() -> str:
        return " ".join(chance.sample(SYLLABLES, chance.choice((1, 2, 2, 2, 3))))

    def unit(number: int, parent: Unit | None, level: str, kind: str, on: date) -> Unit:
        return made_unit(
            parent=parent, code=f"{number:05d}", name=name(), kind=kind, level=level,
            exists_from=on,
        )  # fmt: skip

    tops = Unit.objects.bulk_create(unit(n, None, "province", "tỉnh", BEFORE) for n in range(34))
    districts = Unit.objects.bulk_create(
        unit(100 + n, tops[n % 34], "district", "huyện", BEFORE) for n in range(145)
    )
    old = Unit.objects.bulk_create(
        (
            unit(10_000 + n, districts[n % 145], "commune", chance.choice(KINDS), BEFORE)
            for n in range(10_000)
        ),
        batch_size=500,
    )
    new = Unit.objects.bulk_create(
        (
            unit(10_000 + 3 * n, tops[n % 34], "commune", chance.choice(KINDS[:9]), AFTER)
            for n in range(3_321)
        ),
        batch_size=500,
    )
    committees = Agency.objects.bulk_create(
        (
            made_agency(
                key=f"ubnd-{one.key}", code=f"ubnd-{one.code}", name=f"UBND {one.said_name}",
                kind="commune", unit=one, exists_from=one.exists_from,
            )
            for one in (*old, *new)
        ),
        batch_size=500,
    )  # fmt: skip
    last = AFTER - timedelta(days=1)
    ended = [Ending(unit=one, last_on=last) for one in (*districts, *old)]
    ended += [Ending(agency=one, last_on=last) for one in committees[: len(old)]]
    Ending.objects.bulk_create(ended, batch_size=500)
    UnitSuccession.objects.bulk_create(
        (UnitSuccession(before=one, after=new[n // 3 % 3_321], on=AFTER) for n, one in
         enumerate(old)),
        batch_size=500,
    )  # fmt: skip
    return Unit.objects.count()


def taken(work: Callable[[], object], clock: Callable[[], float]) -> list[float]:
    """The rounds in milliseconds, the first one left out as warming up."""
    found = []
    for _ in range(ROUNDS + 1):
        start = clock()
        work()
        found.append((clock() - start) * 1000)
    return found[1:]


def measured(find: Callable[[str], object]) -> dict[str, object]:
    """The median and the 95th percentile over all that is asked, and the slowest question."""
    rounds: dict[str, list[float]] = {}
    work: list[float] = []
    for asked in ASKED:
        rounds[asked] = taken(partial(find, asked), time.perf_counter)
        work += taken(partial(find, asked), time.process_time)
    every = sorted(one for each in rounds.values() for one in each)
    slowest = max(rounds, key=lambda asked: statistics.median(rounds[asked]))
    return {
        "p50_ms": round(statistics.median(every), 1),
        "p95_ms": round(every[int(len(every) * 0.95)], 1),
        "cpu_p50_ms": round(statistics.median(work), 1),
        "cpu_p95_ms": round(sorted(work)[int(len(work) * 0.95)], 1),
        "slowest": slowest,
        "slowest_p50_ms": round(statistics.median(rounds[slowest]), 1),
    }


def main() -> None:
    """Make the country in a scratch database, ask, print, drop it."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from dondoc.agencies.finding import find_agencies, find_units
    from dondoc.agencies.models import Agency
    from dondoc.core.asof import AsOf

    settings.PROVINCE = "00001"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        number = country()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        at = AsOf.ever(date(2025, 10, 1))
        told = {
            "database": connection.vendor,
            "units": number,
            "agencies": Agency.objects.count(),
            "find_units": measured(lambda asked: find_units(asked, at)),
            "find_agencies": measured(lambda asked: find_agencies(asked, at)),
            "pick_agency": measured(lambda asked: find_agencies(asked, at, 8, living_here=True)),
        }
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
    print(json.dumps(told, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
