"""edXML messages as senders write them: with prefixes or none, attachments inside or beside."""

from __future__ import annotations

import base64

from tests.documents.builders import docx_of, zipped

LETTER = docx_of(
    "Số: 17/SYT-VP",
    "Quảng Ngãi, ngày 03 tháng 3 năm 2025",
    "V/v đăng ký mô hình điểm",
    "Kính gửi: UBND các huyện",
    "Sở Y tế đề nghị UBND các huyện báo cáo kết quả trước ngày 20/3/2025.",
)

HEADER = """
<{p}MessageHeader>
 <{p}From><{p}OrganId>000.00.17.H48</{p}OrganId><{p}OrganName>Sở Y tế tỉnh Quảng Ngãi</{p}OrganName></{p}From>
 <{p}To><{p}OrganId>000.01.12.H48</{p}OrganId><{p}OrganName>UBND huyện Sơn Tây</{p}OrganName></{p}To>
 <{p}To><{p}OrganId>000.01.13.H48</{p}OrganId><{p}OrganName>UBND huyện Ba Tơ</{p}OrganName></{p}To>
 <{p}Code><{p}CodeNumber>17</{p}CodeNumber><{p}CodeNotation>SYT-VP</{p}CodeNotation></{p}Code>
 <{p}PromulgationInfo><{p}Place>Quảng Ngãi</{p}Place><{p}PromulgationDate>{day}</{p}PromulgationDate></{p}PromulgationInfo>
 <{p}DocumentType><{p}Type>1</{p}Type><{p}TypeName>Công văn</{p}TypeName></{p}DocumentType>
 <{p}Subject>Đăng ký mô hình điểm
   năm 2025</{p}Subject>
 <{p}Content>Trích yếu</{p}Content>
 <{p}SignerInfo><{p}FullName>Phạm Thị Lan</{p}FullName><{p}Position>Giám đốc</{p}Position></{p}SignerInfo>
 <{p}DueDate>2025-03-25</{p}DueDate>
 <{p}ToPlaces><{p}Place>Như trên</{p}Place></{p}ToPlaces>
 <{p}ResponseFor><{p}OrganId>000.00.00.H48</{p}OrganId><{p}Code>02/TCTĐA06</{p}Code></{p}ResponseFor>
 <{p}OtherInfo><{p}Priority>1</{p}Priority></{p}OtherInfo>
</{p}MessageHeader>"""


def header(prefix: str = "edXML:", day: str = "2025-03-03") -> str:
    return HEADER.format(p=prefix, day=day)


def message(
    attachments: dict[str, bytes] | None = None,
    *,
    prefix: str = "edXML:",
    day: str = "2025-03-03",
    head: str | None = None,
) -> bytes:
    """A message as XML, each attachment zipped by itself and then base64, as the axis sends it."""
    inside = "".join(
        f"<Attachment><ContentId>cid:{n}</ContentId><AttachmentName>{name}</AttachmentName>"
        f"<{prefix}ContentTransferEncoded>{coded(zipped({f'{n}.bin': content}))}"
        f"</{prefix}ContentTransferEncoded></Attachment>"
        for n, (name, content) in enumerate((attachments or {}).items())
    )
    space = f'xmlns:{prefix[:-1]}="http://www.mic.gov.vn/TBT/QCVN_102_2016"' if prefix else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><edXML {space}><{prefix}edXMLEnvelope>'
        f"<{prefix}edXMLHeader>{header(prefix, day) if head is None else head}</{prefix}edXMLHeader>"
        f"</{prefix}edXMLEnvelope><AttachmentEncoded>{inside}</AttachmentEncoded></edXML>"
    ).encode()


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
