"""The table of sites: who publishes reports, at which addresses, on which platform."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Site:
    """A publisher's place: the listings of its reports, and the platform they stand on.

    ``platform`` is ``portal`` (columns with posts under ``content/``) or ``gkmlpt`` (the
    province's catalogue). ``at_least`` is how many reports a full run must find, 0 where
    that is not known. ``confirmed`` is false for addresses taken from a single source.
    """

    name: str
    title: str
    listings: tuple[str, ...]
    platform: str = "portal"
    at_least: int = 0
    confirmed: bool = True

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that the listings name."""
        return frozenset(urlsplit(listing).hostname or "" for listing in self.listings)


def _columns(host: str, *paths: str) -> tuple[str, ...]:
    return tuple(f"http://{host}/{path}" for path in paths)


# Columns as the publishers link to them. Upper case in ga's is the site's own.
SITES = (
    Site("sz", "深圳市人民政府", _columns("www.sz.gov.cn", "cn/xxgk/ndxxgkbg/index.html")),
    Site("szfb", "深圳市人民政府办公厅", _columns("szfb.sz.gov.cn", "zwgk/qtq/ndxx/")),
    Site("sf", "深圳市司法局", _columns("sf.sz.gov.cn", "xxgk/xxgkml/ghjh/zfxxgkgzndbg/")),
    Site("jtys", "深圳市交通运输局", _columns("jtys.sz.gov.cn", "zwgk/xxgkml/ndbg/")),
    Site("ga", "深圳市公安局", _columns("ga.sz.gov.cn", "ZWGK/NDBG/")),
    Site("qh", "深圳市前海管理局", _columns("qh.sz.gov.cn", "sygnan/xxgk/xxgkml/ndxxgkbg/")),
    Site("meeb", "深圳市生态环境局", _columns("meeb.sz.gov.cn", "xxgk/qt/ndxxgkbg/")),
    Site("cgj", "深圳市城市管理和综合执法局", _columns("cgj.sz.gov.cn", "zwgk/ndbg/")),
    Site("amr", "深圳市市场监督管理局", _columns("amr.sz.gov.cn", "xxgk/qt/ndbg/")),
    Site("szeb", "深圳市教育局", _columns("szeb.sz.gov.cn", "home/xxgk/zfxxgk/xxgknb/")),
    Site("wtl", "深圳市文化广电旅游体育局", _columns("wtl.sz.gov.cn", "xxgk/qt/ndxxgkbg/")),
    Site("jr", "深圳市地方金融管理局", _columns("jr.sz.gov.cn", "sjrb/xxgk/zwgk/xxgkgzndbg/")),
    Site("wjw", "深圳市卫生健康委员会", _columns("wjw.sz.gov.cn", "gkmlpt/index"), "gkmlpt"),
    Site(
        "szft",
        "深圳市福田区各部门",
        _columns(
            "www.szft.gov.cn",
            "bmxx/qczj/xxgknb/",
            "bmxx/qxfj/xxgknb/",
            "bmxx/qjsj/xxgknb/",
            "bmxx/qgxj/xxgknb/",
            "bmxx/qczj/zwxxgk/xxgknb/",
        ),
    ),
    Site("szlh", "深圳市罗湖区", _columns("www.szlh.gov.cn", "zwgk/xxgknb/", "zwgk/xxgknb/gbmxxgkndbg/")),
    Site("yantian", "深圳市盐田区", _columns("www.yantian.gov.cn", "gkmlpt/index"), "gkmlpt"),
    Site(
        "szns",
        "深圳市南山区各部门",
        _columns("www.szns.gov.cn", "xxgk/qzfxxgkml/xxgknb/gbmxxgkndbg/"),
        confirmed=False,
    ),
    Site("lg", "深圳市龙岗区", _columns("www.lg.gov.cn", "xxgk/xxgknb/", "xxgk/xxgknb/qwgbm/")),
    Site(
        "szlhq",
        "深圳市龙华区",
        _columns("www.szlhq.gov.cn", "xxgk/xxgkgz/ndbg/qzfxxgknb/"),
        confirmed=False,
    ),
    Site("szpsq", "深圳市坪山区各部门", _columns("www.szpsq.gov.cn", "zwgk/zfxxgknb/qgbmxxgknb/")),
    Site(
        "szgm",
        "深圳市光明区",
        _columns("www.szgm.gov.cn", "xxgk/zfxxgkgzndbg/qzfxxgknb/", "xxgk/zfxxgkgzndbg/qgbmxxgknb/"),
    ),
    Site("szss", "深圳市深汕特别合作区", _columns("www.szss.gov.cn", "sstbhzq/ssw/xxgk/zfxxgknb/")),
    # No column is known for these two: the catalogue's tree has to name it.
    Site("baoan", "深圳市宝安区", _columns("www.baoan.gov.cn", "gkmlpt/index"), "gkmlpt", confirmed=False),
    Site("dpxq", "深圳市大鹏新区", _columns("www.dpxq.gov.cn", "gkmlpt/index"), "gkmlpt", confirmed=False),
)


class UnknownSite(ValueError):
    """A name that stands in no row; the message names it, and those that do."""


def choose(names: str, sites: Iterable[Site] = SITES) -> tuple[Site, ...]:
    """Give the sites of a list such as ``sz,szft``, or all of them for ``all``.

    Raises:
        UnknownSite: for a name that is in no row, and for none at all.
    """
    table = {site.name: site for site in sites}
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if wanted == ["all"]:
        return tuple(table.values())
    for name in wanted:
        if name not in table:
            raise UnknownSite(f"no site is called {name!r}; there are: all, {', '.join(table)}")
    if not wanted:
        raise UnknownSite(f"no site is named; there are: all, {', '.join(table)}")
    return tuple(table[name] for name in dict.fromkeys(wanted))
