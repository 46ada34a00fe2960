"""Scrapy's settings for this project; each can be overridden with ``-s NAME=VALUE``."""

from crawler import __version__

BOT_NAME = "disclosure-archive"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# Where everything is kept, and what the files say of who keeps it.
COLLECTION = "collections/shenzhen"
OPERATOR = ""
CONTACT = ""  # an address or a page: it stands in the user agent and in every WARC
WARC_PREFIX = "annual-reports"
WARC_MAX_SIZE = 10**9
# Off leaves WARC-Payload-Digest out of chunked responses, which warcio and FastWARC wrongly call failed.
WARC_DIGEST_ON_CHUNKED = True
# A run that was killed goes on if the next one comes within this time; later, a new one begins.
RESUME_WITHIN_HOURS = 24.0
# Answer from a collection, a WARC or a WACZ instead of the network.
REPLAY = ""
# The operator's file: docs/configuration.md.
CONFIG = ""
# Where a run's files are copied to at its end, as s3://bucket/folder.
UPLOAD_TO = ""
# Processes that read pages while others are asked for; -1 is one for every core but that of the crawl.
READERS = -1
# crawl.log as JSON lines.
LOG_AS_JSON = False
# Open connections elsewhere: host:port=address:port[,…], as curl's --connect-to.
CONNECT_TO = ""

DOWNLOAD_HANDLERS = {
    "http": "crawler.replaying.Handler",
    "https": "crawler.replaying.Handler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
EXTENSIONS = {
    "crawler.recorder.Recorder": 0,
    "crawler.walls.Walls": 5,
    "crawler.progress.Progress": 10,
    "crawler.closing.Closing": 20,
    "crawler.pace.Pace": 30,
}
# Of Scrapy's own without the consoles, which take a quarter of a second to import, its pace (ours
# knows that of a site) and its lines for whoever watches.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}
ITEM_PIPELINES = {"pipelines.item.ReportPipeline": 100}
DOWNLOADER_MIDDLEWARES = {
    "crawler.allow_list.AllowList": 50,
    "crawler.open_hours.OpenHours": 60,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # matches subdomains; ours does not
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.FailClosedRobots": 100,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.compression.Compression": 590,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
# Each of them sees everything that a page leads to. A long address is no reason not to ask for it.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
# What Scrapy does for every page and nobody here asks for.
DOWNLOADER_STATS = False
WARN_ON_GENERATOR_RETURN_VALUE = False
STATS_CLASS = "crawler.lean.Stats"
LOG_FORMATTER = "crawler.lean.Words"
REQUEST_FINGERPRINTER_CLASS = "crawler.lean.Fingerprints"
SCHEDULER_MEMORY_QUEUE = "crawler.waiting.Queue"

# Manners. One connection a host, 1.5 seconds between requests at least, more when the server is slow.
# The spider adds CONTACT to the name.
USER_AGENT = f"disclosure-archive/{__version__} (archive of annual disclosure reports)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "disclosure-archive"
CONCURRENT_REQUESTS = 16
# Scrapy makes so many tasks for every response. One waits until the capture is read, the other goes on.
CONCURRENT_ITEMS = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.5
# The hours in which sites may be asked: 22:00-06:00, in Shenzhen's time or with a zone behind it.
HOURS = ""
DOWNLOAD_DELAY_JITTER = 0  # the delay is the least, never half of it
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.5
AUTOTHROTTLE_MAX_DELAY = 60
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
RETRY_HTTP_CODES = [429, 502, 503, 504]
RETRY_TIMES = 2
RETRY_AFTER_MAX = 600.0
# A challenge page: slower from then on, at least this many seconds apart; after a few, no more.
WALL_DELAY = 10.0
WALLS_PER_HOST = 5
REDIRECT_MAX_TIMES = 5
# A challenge that refreshes to itself is to be archived, not followed.
METAREFRESH_ENABLED = False
# Cookies would let a wall know us again; each request stands alone.
COOKIES_ENABLED = False
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 256 * 1024 * 1024
DOWNLOAD_WARNSIZE = 64 * 1024 * 1024
# http first: TLS of several hosts fails in OpenSSL with BAD_ECPOINT, their plain http works.
HTTP_FIRST = True
# gzip and deflate alone: what is kept must still be decodable in ten years.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
# What goes wrong is told by the summary, and in whole by the run's crawl.log.
LOG_LEVEL = "CRITICAL"
