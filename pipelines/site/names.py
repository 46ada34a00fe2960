"""The names of the numbers, the applicants and the states, in Chinese and English."""

Name = tuple[str, str]

APPLICANTS: dict[str, Name] = {
    "natural_person": ("自然人", "Natural persons"),
    "business": ("商业企业", "Businesses"),
    "research": ("科研机构", "Research"),
    "welfare": ("社会公益组织", "Welfare organisations"),
    "legal_service": ("法律服务机构", "Legal services"),
    "other": ("其他", "Others"),
    "total": ("总计", "Total"),
}

STATUSES: dict[str, Name] = {
    "in time": ("按时", "in time"),
    "late": ("逾期", "late"),
    "undated": ("日期不详", "undated"),
    "missing": ("缺失", "missing"),
    "not due": ("未到期", "not due yet"),
}

KINDS: dict[str, Name] = {
    "government": ("政府", "government"),
    "department": ("部门", "department"),
}

FORMATS: dict[str | None, Name] = {
    "2021": ("2021年格式", "form of 2021"),
    "2019": ("2019年格式", "form of 2019"),
    "table": ("统计表（旧）", "the older table"),
    "narrative": ("文字叙述", "in sentences"),
    None: ("未读出数据", "no numbers read"),
}

FIELDS: dict[str, Name] = {
    "url": ("网址", "Address"),
    "title": ("标题", "Title"),
    "year": ("年度", "Year"),
    "agency": ("发布机关", "Publisher"),
    "source": ("来源", "Source"),
    "published_at": ("发布时间", "Published"),
    "breadcrumbs": ("栏目", "Column"),
    "contact.office": ("联系机构", "Contact: office"),
    "contact.address": ("联系地址", "Contact: address"),
    "contact.postcode": ("邮编", "Contact: postcode"),
    "contact.phones": ("电话", "Contact: telephone"),
    "contact.faxes": ("传真", "Contact: fax"),
    "contact.emails": ("电邮", "Contact: e-mail"),
    "statistics.format": ("数据格式", "Form of the numbers"),
    "body": ("正文", "Text"),
    "attachments": ("附件", "Attachment"),
    "images": ("图片", "Picture"),
    "related": ("相关", "Related"),
    "reader": ("读取器", "Reader"),
}

_PARTS: dict[str, Name] = {
    "proactive": ("主动公开", "Published proactively"),
    "proactive.rules": ("规章", "Rules"),
    "proactive.normative_documents": ("规范性文件", "Normative documents"),
    "proactive.licensing": ("行政许可", "Licensing"),
    "proactive.other_services": ("其他对外管理服务事项", "Other public services"),
    "proactive.penalties": ("行政处罚", "Penalties"),
    "proactive.coercion": ("行政强制", "Coercive measures"),
    "proactive.fees": ("行政事业性收费", "Fees"),
    "proactive.procurement": ("政府集中采购", "Procurement"),
    "proactive.published": ("主动公开信息总数", "Items published"),
    "applications": ("依申请公开", "Applications"),
    "applications.received": ("本年新收申请", "Received"),
    "applications.carried_in": ("上年结转", "Carried in"),
    "applications.granted": ("予以公开", "Granted"),
    "applications.partly_granted": ("部分公开", "Partly granted"),
    "applications.refused": ("不予公开", "Refused"),
    "applications.refused.state_secret": ("属于国家秘密", "state secret"),
    "applications.refused.prohibited_by_law": ("法律行政法规禁止公开", "prohibited by law"),
    "applications.refused.security_and_stability": ("危及“三安全一稳定”", "security and stability"),
    "applications.refused.third_party_rights": ("保护第三方合法权益", "third-party rights"),
    "applications.refused.internal_affairs": ("三类内部事务信息", "internal affairs"),
    "applications.refused.process_information": ("四类过程性信息", "process information"),
    "applications.refused.enforcement_files": ("行政执法案卷", "enforcement files"),
    "applications.refused.administrative_inquiry": ("行政查询事项", "administrative inquiry"),
    "applications.unavailable": ("无法提供", "Not available"),
    "applications.unavailable.not_held": ("本机关不掌握", "not held"),
    "applications.unavailable.must_be_created": ("需要另行制作", "would have to be created"),
    "applications.unavailable.still_unclear": ("补正后仍不明确", "still unclear"),
    "applications.not_processed": ("不予处理", "Not processed"),
    "applications.not_processed.petition": ("信访举报投诉类", "petition or complaint"),
    "applications.not_processed.repeated": ("重复申请", "repeated"),
    "applications.not_processed.publication": ("要求提供公开出版物", "a publication"),
    "applications.not_processed.excessive": ("大量反复申请", "excessive"),
    "applications.not_processed.reissue": ("要求确认或重新出具", "confirmation or reissue"),
    "applications.otherwise": ("其他处理", "Otherwise"),
    "applications.otherwise.not_corrected": ("逾期不补正", "not corrected in time"),
    "applications.otherwise.fee_unpaid": ("逾期未缴费", "fee not paid"),
    "applications.otherwise.other": ("其他", "other"),
    "applications.concluded": ("办理结果总计", "Concluded"),
    "applications.carried_out": ("结转下年度", "Carried out"),
    "applications.already_public": ("已主动公开", "Already public"),
    "applications.online": ("网络申请", "Received online"),
    "applications.letter": ("信函申请", "Received by letter"),
    "applications.in_person": ("当面申请", "Received in person"),
    "applications.fax": ("传真申请", "Received by fax"),
    "applications.other_channels": ("其他渠道申请", "Received otherwise"),
    "applications.answered": ("答复总数", "Answered"),
    "reconsideration": ("行政复议", "Reconsideration"),
    "litigation": ("行政诉讼", "Litigation"),
    "litigation.direct": ("未经复议直接起诉", "Litigation, direct"),
    "litigation.after_reconsideration": ("复议后起诉", "Litigation after reconsideration"),
}

_ENDINGS: dict[str, Name] = {
    "issued": ("本年制发", "issued"),
    "repealed": ("本年废止", "repealed"),
    "in_force": ("现行有效", "in force"),
    "newly_published": ("本年新公开", "newly published"),
    "published_total": ("对外公开总数", "published in all"),
    "decisions": ("处理决定", "decisions"),
    "items_last_year": ("上一年项目", "items last year"),
    "items": ("项目数量", "items"),
    "change": ("本年增/减", "change"),
    "amount": ("金额", "amount"),
    "gazette": ("公报", "gazette"),
    "website": ("网站", "web site"),
    "social_media": ("微博微信", "social media"),
    "other_channels": ("其他渠道", "other channels"),
    "online": ("网络", "online"),
    "letter": ("信函", "by letter"),
    "in_person": ("当面", "in person"),
    "fax": ("传真", "by fax"),
    "upheld": ("结果维持", "upheld"),
    "corrected": ("结果纠正", "corrected"),
    "other": ("其他结果", "other"),
    "pending": ("尚未审结", "pending"),
    "total": ("总计", "total"),
}


def name_of(indicator: str) -> Name:
    """Name what is counted; a row of the older tables keeps the words of its path."""
    if indicator in _PARTS:
        return _PARTS[indicator]
    if indicator.startswith("table."):
        path = indicator.removeprefix("table.").replace("/", " › ")
        return path, path
    stem, _, ending = indicator.rpartition(".")
    if stem in _PARTS and ending in _ENDINGS:
        (chinese, english), (what, word) = _PARTS[stem], _ENDINGS[ending]
        return f"{chinese}：{what}", f"{english}: {word}"
    return indicator, indicator
