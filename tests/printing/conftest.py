from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from models.receipt import Receipt, ReceiptLine

VIETNAM = timezone(timedelta(hours=7))


@pytest.fixture(scope="session")
def receipt() -> Receipt:
    """An invented birth registration."""
    return Receipt(
        dossier_id="0190aaaa-0000-7000-8000-000000000001",
        code="H15.50.05.13-261123-0007",
        provisional=False,
        agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
        agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        place="Thử Nghiệm",
        hotline="1900 0000",
        form_label="Mẫu số 01",
        legal_basis="Ban hành kèm theo Thông tư số 03/2025/TT-VPCP",
        number="12/TNHS",
        person="NGUYỄN THỊ ÁNH TUYẾT",
        identity_number="001185000007",
        address="Thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk",
        phone="0900 000 007",
        email="anh.tuyet@vi-du.vn",
        procedure="Thủ tục đăng ký khai sinh",
        lines=(
            ReceiptLine("Tờ khai đăng ký khai sinh theo mẫu", "Bản chính", 1),
            ReceiptLine("Giấy chứng sinh", "Bản chính", 1),
            ReceiptLine("Giấy chứng nhận kết hôn", "Bản chụp (có bản chính đối chiếu)", 2),
        ),
        sets=1,
        limit_text="3 ngày làm việc",
        received_at=datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM),
        due=datetime(2027, 2, 1, 16, 30, tzinfo=VIETNAM),
        due_note="",
        return_place="Quầy số 3",
        fee_text="Miễn lệ phí",
        clerk_name="Trần Văn Bình",
        submitter_name="Nguyễn Thị Ánh Tuyết",
        register_volume="01",
        register_number="0345",
    )
