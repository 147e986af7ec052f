<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>AfterwardsSide</name>
        <message>
            <source>Chưa có đánh giá.</source>
            <translation>No rating yet.</translation>
        </message>
        <message>
            <source>Ghi phản ánh, kiến nghị</source>
            <translation>Note a complaint</translation>
        </message>
        <message>
            <source>Ghi đánh giá</source>
            <translation>Record the rating</translation>
        </message>
        <message>
            <source>Hài lòng với trả lời</source>
            <translation>Satisfied with the answer</translation>
        </message>
        <message>
            <source>Hài lòng</source>
            <translation>Satisfied</translation>
        </message>
        <message>
            <source>Không có phản ánh nào chờ trả lời.</source>
            <translation>No complaint waits for an answer.</translation>
        </message>
        <message>
            <source>Không hài lòng với trả lời</source>
            <translation>Not satisfied with the answer</translation>
        </message>
        <message>
            <source>Không hài lòng</source>
            <translation>Not satisfied</translation>
        </message>
        <message>
            <source>Không nói</source>
            <translation>Did not say</translation>
        </message>
        <message>
            <source>Màn hình thứ hai</source>
            <translation>Second screen</translation>
        </message>
        <message>
            <source>Mã QR để người dân đánh giá</source>
            <translation>QR code for the rating</translation>
        </message>
        <message>
            <source>Mức</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>Người phản ánh</source>
            <translation>The person who complained</translation>
        </message>
        <message>
            <source>Nội dung phản ánh, kiến nghị</source>
            <translation>What it is about</translation>
        </message>
        <message>
            <source>Phản ánh chưa trả lời</source>
            <translation>Unanswered complaints</translation>
        </message>
        <message>
            <source>Quét mã QR</source>
            <translation>By QR code</translation>
        </message>
        <message>
            <source>Rất hài lòng</source>
            <translation>Very satisfied</translation>
        </message>
        <message>
            <source>Số trên hệ thống PAKN (nếu có)</source>
            <translation>Number in the PAKN system (if any)</translation>
        </message>
        <message>
            <source>Trả lời bằng</source>
            <translation>Answered by</translation>
        </message>
        <message>
            <source>chưa có số</source>
            <translation>no number yet</translation>
        </message>
        <message>
            <source>Đánh giá, phản ánh</source>
            <translation>Rating, complaints</translation>
        </message>
        <message>
            <source>Đã ghi phản ánh.</source>
            <translation>The complaint is noted.</translation>
        </message>
        <message>
            <source>Đã ghi trả lời phản ánh.</source>
            <translation>The answer is recorded.</translation>
        </message>
        <message>
            <source>Đã ghi đánh giá.</source>
            <translation>The rating is recorded.</translation>
        </message>
        <message>
            <source>Đã trả lời phản ánh</source>
            <translation>The complaint was answered</translation>
        </message>
        <message>
            <source>Đã đánh giá: {0}.</source>
            <translation>Rated: {0}.</translation>
        </message>
        <message>
            <source>Ghi phiếu đánh giá đã điền</source>
            <translation>Record a filled rating slip</translation>
        </message>
        <message>
            <source>Ghi phiếu</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>In phiếu đánh giá</source>
            <translation>Print the rating slip</translation>
        </message>
        <message>
            <source>Phiếu giấy, chỉ có mức</source>
            <translation>Paper slip, the level only</translation>
        </message>
        <message>
            <source>Phiếu đánh giá đang in.</source>
            <translation>The rating slip is printing.</translation>
        </message>
        <message>
            <source>quá hạn trả lời từ {0}</source>
            <translation>answer overdue since {0}</translation>
        </message>
        <message>
            <source>trả lời trước {0}</source>
            <translation>to be answered by {0}</translation>
        </message>
    </context>
    <context>
        <name>AuthorityFields</name>
        <message>
            <source>ngày/tháng/năm</source>
            <translation>day/month/year</translation>
        </message>
        <message>
            <source>Người ủy quyền</source>
            <translation>Authorised by</translation>
        </message>
        <message>
            <source>Ngày giấy ủy quyền</source>
            <translation>Date of authorisation</translation>
        </message>
        <message>
            <source>Nơi chứng thực (nếu có)</source>
            <translation>Certified by (if any)</translation>
        </message>
        <message>
            <source>Số giấy</source>
            <translation>Its number</translation>
        </message>
    </context>
    <context>
        <name>Bars</name>
        <message>
            <source>Chưa có</source>
            <translation>Nothing yet</translation>
        </message>
    </context>
    <context>
        <name>BundlesPage</name>
        <message>
            <source>Bàn giao đi</source>
            <translation>Hand out</translation>
        </message>
        <message>
            <source>Nhận về (F4)</source>
            <translation>Take back (F4)</translation>
        </message>
        <message>
            <source>Quét giấy hẹn của từng hồ sơ trong tập</source>
            <translation>Scan the receipt of each dossier of the bundle</translation>
        </message>
        <message>
            <source>Hồ sơ của tập</source>
            <translation>Dossiers of the bundle</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Người nộp</source>
            <translation>Submitted by</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Số tờ</source>
            <translation>Sheets</translation>
        </message>
        <message>
            <source>Bản chính kèm</source>
            <translation>Originals</translation>
        </message>
        <message>
            <source>Trạng thái</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Ví dụ: Ngăn B-17</source>
            <translation>E.g. shelf B-17</translation>
        </message>
        <message>
            <source>Bàn giao đi/về</source>
            <translation>Bundles out and back</translation>
        </message>
        <message>
            <source>Nhận về</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>chưa quét</source>
            <translation>not scanned</translation>
        </message>
        <message>
            <source>sáng mai</source>
            <translation>tomorrow</translation>
        </message>
        <message>
            <source>Chọn phòng trước, rồi quét từng giấy hẹn.</source>
            <translation>Choose the department first, then scan each receipt.</translation>
        </message>
        <message>
            <source>Còn {0} hồ sơ của phòng này chưa quét.</source>
            <translation>{0} dossiers for this department are not scanned yet.</translation>
        </message>
        <message>
            <source>Đếm lại tập hồ sơ, sửa số đếm nếu khác, rồi F9.</source>
            <translation>Count the bundle by hand, correct the count if it differs, then F9.</translation>
        </message>
        <message>
            <source>Quét từng giấy hẹn trong tập.</source>
            <translation>Scan each receipt of the bundle.</translation>
        </message>
        <message>
            <source>đã quét</source>
            <translation>scanned</translation>
        </message>
        <message>
            <source>Bàn giao, in biên bản</source>
            <translation>Hand over, print</translation>
        </message>
        <message>
            <source>Nhận về, in biên bản</source>
            <translation>Take back, print</translation>
        </message>
        <message>
            <source>Đã bàn giao {0} hồ sơ</source>
            <translation>Handed over {0} dossiers</translation>
        </message>
        <message>
            <source>Đã nhận về {0} kết quả</source>
            <translation>Took back {0} results</translation>
        </message>
        <message>
            <source>Biên bản số {0}, in 2 bản.</source>
            <translation>Record no. {0}, two copies.</translation>
        </message>
        <message>
            <source>Người nhận</source>
            <translation>Receiver</translation>
        </message>
        <message>
            <source>Người giao của phòng</source>
            <translation>Who gives them</translation>
        </message>
        <message>
            <source>Phòng, đơn vị</source>
            <translation>Department</translation>
        </message>
        <message>
            <source>Tập hồ sơ</source>
            <translation>Bundle</translation>
        </message>
        <message>
            <source>Đã quét</source>
            <translation>Scanned</translation>
        </message>
        <message>
            <source>Đếm tay được</source>
            <translation>Counted by hand</translation>
        </message>
        <message>
            <source>để trống nếu ký tay</source>
            <translation>empty if signed by hand</translation>
        </message>
        <message>
            <source>Để kết quả tại</source>
            <translation>Where the result lies</translation>
        </message>
    </context>
    <context>
        <name>Cases</name>
        <message>
            <source>Cam kết</source>
            <translation>Committed</translation>
        </message>
        <message>
            <source>Các trường hợp</source>
            <translation>Cases</translation>
        </message>
        <message>
            <source>Theo luật</source>
            <translation>By law</translation>
        </message>
        <message>
            <source>Thời hạn cam kết của riêng nó</source>
            <translation>Its own committed limit</translation>
        </message>
        <message>
            <source>Thời hạn theo luật của riêng nó</source>
            <translation>Its own legal limit</translation>
        </message>
        <message>
            <source>Trường hợp</source>
            <translation>Case</translation>
        </message>
        <message>
            <source>Tên trường hợp</source>
            <translation>Name of the case</translation>
        </message>
    </context>
    <context>
        <name>CataloguePage</name>
        <message>
            <source>Danh mục</source>
            <translation>Catalogue</translation>
        </message>
        <message>
            <source>Hồ sơ phần mềm cũ</source>
            <translation>Old program's dossiers</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Ngày của cơ quan</source>
            <translation>The office's days</translation>
        </message>
    </context>
    <context>
        <name>CertificationBooks</name>
        <message>
            <source>Giấy tờ</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>Lệ phí</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Người ký</source>
            <translation>Signer</translation>
        </message>
        <message>
            <source>Người yêu cầu</source>
            <translation>Requested by</translation>
        </message>
        <message>
            <source>Số bản</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>Số</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>Sổ chứng thực</source>
            <translation>Certification books</translation>
        </message>
        <message>
            <source>Ngày</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>In sổ tháng</source>
            <translation>Print the month</translation>
        </message>
        <message>
            <source>Đang in sổ chứng thực.</source>
            <translation>Printing the certification book.</translation>
        </message>
        <message>
            <source>Tháng {0}/{1}: {2} việc, lệ phí {3}.</source>
            <translation>Month {0}/{1}: {2} acts, fees {3}.</translation>
        </message>
        <message>
            <source>Tháng {0}/{1} chưa có việc nào trong sổ này.</source>
            <translation>Month {0}/{1}: nothing in this book yet.</translation>
        </message>
        <message>
            <source>Loại việc chứng thực</source>
            <translation>Kind of certification</translation>
        </message>
        <message>
            <source>Tháng</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>Năm</source>
            <translation>Year</translation>
        </message>
    </context>
    <context>
        <name>CertifyPage</name>
        <message>
            <source>Thu tiền mặt luôn</source>
            <translation>Take cash now</translation>
        </message>
        <message>
            <source>Bỏ chọn khi người dân trả tiền lúc nhận, hoặc chuyển khoản</source>
            <translation>Untick when the person pays at collection, or by transfer</translation>
        </message>
        <message>
            <source>Còn phải thu {0}.</source>
            <translation>{0} still to be paid.</translation>
        </message>
        <message>
            <source>Đã thu {0} tiền mặt.</source>
            <translation>{0} taken in cash.</translation>
        </message>
        <message>
            <source>Đã trả bản sao và bản chính.</source>
            <translation>Copies and originals are handed back.</translation>
        </message>
        <message>
            <source>Giấy tờ trong lượt này</source>
            <translation>Papers of this visit</translation>
        </message>
        <message>
            <source>Loại giấy tờ</source>
            <translation>Kind of paper</translation>
        </message>
        <message>
            <source>Số trang</source>
            <translation>Pages</translation>
        </message>
        <message>
            <source>Số bản</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>Lệ phí</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Nhận chứng thực  (F9)</source>
            <translation>Take for certification  (F9)</translation>
        </message>
        <message>
            <source>Bản chính đang giữ</source>
            <translation>Originals held</translation>
        </message>
        <message>
            <source>Số</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>Người yêu cầu</source>
            <translation>Requested by</translation>
        </message>
        <message>
            <source>Trạng thái</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Đã ký tất cả  (F5)</source>
            <translation>All signed  (F5)</translation>
        </message>
        <message>
            <source>Trả dân  (F4)</source>
            <translation>Give back  (F4)</translation>
        </message>
        <message>
            <source>Chứng thực nhanh</source>
            <translation>Quick certification</translation>
        </message>
        <message>
            <source>Trả dân</source>
            <translation>Give back</translation>
        </message>
        <message>
            <source>Đã ký</source>
            <translation>Signed</translation>
        </message>
        <message>
            <source>Nhận chứng thực</source>
            <translation>Take</translation>
        </message>
        <message>
            <source>Đã nhận: số {0}</source>
            <translation>Taken: no. {0}</translation>
        </message>
        <message>
            <source>đã ký</source>
            <translation>signed</translation>
        </message>
        <message>
            <source>chờ ký</source>
            <translation>to be signed</translation>
        </message>
        <message>
            <source>Người yêu cầu chứng thực</source>
            <translation>Who asks for certification</translation>
        </message>
        <message>
            <source>Enter ở ô số bản để ghi thêm giấy tờ khác.</source>
            <translation>Enter in the field of copies adds another paper.</translation>
        </message>
        <message>
            <source>Bản chính đang giữ – chờ ký</source>
            <translation>Originals held – to be signed</translation>
        </message>
        <message>
            <source>Số chứng thực tiếp theo</source>
            <translation>Next number</translation>
        </message>
        <message>
            <source>Thu</source>
            <translation>To pay</translation>
        </message>
        <message>
            <source>Người ký</source>
            <translation>Signer</translation>
        </message>
        <message>
            <source>Các bên khác, cách nhau dấu ;</source>
            <translation>Further parties, parted by ;</translation>
        </message>
        <message>
            <source>Căn cước số {0}</source>
            <translation>Căn cước no. {0}</translation>
        </message>
        <message>
            <source>Giấy tờ tùy thân đã xem</source>
            <translation>Identity paper seen</translation>
        </message>
        <message>
            <source>Việc chứng thực  (F6)</source>
            <translation>Certification  (F6)</translation>
        </message>
        <message>
            <source>Đổi việc</source>
            <translation>Next kind</translation>
        </message>
    </context>
    <context>
        <name>Checklist</name>
        <message>
            <source>Chọn thủ tục (F4) để thấy thành phần hồ sơ.</source>
            <translation>Choose a procedure (F4) to see its papers.</translation>
        </message>
    </context>
    <context>
        <name>ClosingPage</name>
        <message>
            <source>Việc còn lại trong ngày</source>
            <translation>What is left of the day</translation>
        </message>
        <message>
            <source>Việc cần lưu ý</source>
            <translation>To look after</translation>
        </message>
        <message>
            <source>Mã, số</source>
            <translation>Code, number</translation>
        </message>
        <message>
            <source>Của ai</source>
            <translation>Whose</translation>
        </message>
        <message>
            <source>Chi tiết</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>Kết quả xác minh việc trả hai lần (lãnh đạo ghi, F9)</source>
            <translation>What was found out about the result that left twice (the head writes, F9)</translation>
        </message>
        <message>
            <source>Chốt ngày</source>
            <translation>Close the day</translation>
        </message>
        <message>
            <source>In danh sách ký nhận</source>
            <translation>Print the signing list</translation>
        </message>
        <message>
            <source>Ghi kết quả xác minh</source>
            <translation>Note the finding</translation>
        </message>
        <message>
            <source>Đang in danh sách ký nhận.</source>
            <translation>The signing list is printing.</translation>
        </message>
        <message>
            <source>Hôm nay chưa trả kết quả nào.</source>
            <translation>No result was handed over today.</translation>
        </message>
        <message>
            <source>Đã ghi kết quả xác minh.</source>
            <translation>The finding is noted.</translation>
        </message>
        <message>
            <source>Trả kết quả hai lần</source>
            <translation>Result left twice</translation>
        </message>
        <message>
            <source>Hôm nay nhận {0} hồ sơ. Còn {1} việc cần lưu ý.</source>
            <translation>{0} dossiers received today. {1} things to look after.</translation>
        </message>
        <message>
            <source>Hôm nay nhận {0} hồ sơ. Không còn việc nào dở dang.</source>
            <translation>{0} dossiers received today. Nothing is left undone.</translation>
        </message>
        <message>
            <source>In ở Việc hôm nay, Ctrl+P.</source>
            <translation>Print them on Today, Ctrl+P.</translation>
        </message>
        <message>
            <source>Giấy hẹn chưa in</source>
            <translation>Receipts not printed</translation>
        </message>
        <message>
            <source>chuyển trước {0}</source>
            <translation>hand on before {0}</translation>
        </message>
        <message>
            <source>Chưa bàn giao cho phòng</source>
            <translation>Not handed over</translation>
        </message>
        <message>
            <source>đã ký</source>
            <translation>signed</translation>
        </message>
        <message>
            <source>chờ ký</source>
            <translation>to be signed</translation>
        </message>
        <message>
            <source>Bản chính đang giữ</source>
            <translation>Originals held</translation>
        </message>
        <message>
            <source>{0} hồ sơ</source>
            <translation>{0} dossiers</translation>
        </message>
        <message>
            <source>Biên bản chưa xác nhận</source>
            <translation>Record not confirmed</translation>
        </message>
        <message>
            <source>Quá hạn bổ sung</source>
            <translation>Supplement overdue</translation>
        </message>
        <message>
            <source>{0}, trước là {1}</source>
            <translation>{0}, before: {1}</translation>
        </message>
        <message>
            <source>Cần báo mã chính thức</source>
            <translation>Tell the official code</translation>
        </message>
        <message>
            <source>Tự gửi khi có mạng, không cần làm gì.</source>
            <translation>Sent by itself when the line is there.</translation>
        </message>
        <message>
            <source>Chưa kiểm quỹ</source>
            <translation>Drawer not counted</translation>
        </message>
        <message>
            <source>Chưa số hóa</source>
            <translation>Not digitised</translation>
        </message>
        <message>
            <source>Chưa xác nhận dữ liệu</source>
            <translation>Values not confirmed</translation>
        </message>
        <message>
            <source>Chờ ký số</source>
            <translation>Waiting for a signature</translation>
        </message>
        <message>
            <source>Hai quầy cùng trả lời</source>
            <translation>Answered by two desks</translation>
        </message>
        <message>
            <source>Lệ phí chứng thực theo sổ hôm nay: {0}. Trong ngăn kéo phải có {1}.</source>
            <translation>Certification fees by today's book: {0}. In the drawer there must be {1}.</translation>
        </message>
        <message>
            <source>Nợ quá lâu</source>
            <translation>Owed for too long</translation>
        </message>
        <message>
            <source>Quầy khác đã trả lời trước: rút một hồ sơ.</source>
            <translation>Another desk had answered before: withdraw one of the two.</translation>
        </message>
        <message>
            <source>Trực tuyến chưa trả lời</source>
            <translation>Online, not answered</translation>
        </message>
        <message>
            <source>tiền mặt theo sổ {0}</source>
            <translation>cash by the book {0}</translation>
        </message>
        <message>
            <source>{0} giá trị để «Xác nhận sau».</source>
            <translation>{0} values left to confirm later.</translation>
        </message>
        <message>
            <source>{0} giá trị, {1} chữ ký còn nợ từ {2}</source>
            <translation>{0} values, {1} signatures owed since {2}</translation>
        </message>
        <message>
            <source>{0} phiếu</source>
            <translation>{0} slips</translation>
        </message>
        <message>
            <source>{0} văn bản</source>
            <translation>{0} documents</translation>
        </message>
    </context>
    <context>
        <name>Collector</name>
        <message>
            <source>Trả kết quả</source>
            <translation>Hand over the result</translation>
        </message>
        <message>
            <source>Ví dụ: Ngăn B-17</source>
            <translation>E.g. shelf B-17</translation>
        </message>
        <message>
            <source>Kết quả đã về quầy</source>
            <translation>The result is at the desk</translation>
        </message>
        <message>
            <source>Để kết quả tại</source>
            <translation>Where the result lies</translation>
        </message>
        <message>
            <source>Người nhận kết quả</source>
            <translation>Who collects</translation>
        </message>
        <message>
            <source>Mất giấy hẹn</source>
            <translation>Receipt lost</translation>
        </message>
        <message>
            <source>Đã trả lại bản chính</source>
            <translation>Originals given back</translation>
        </message>
        <message>
            <source>Trả kết quả  (F9)</source>
            <translation>Hand over  (F9)</translation>
        </message>
        <message>
            <source>Chủ hồ sơ: {0}</source>
            <translation>Owner: {0}</translation>
        </message>
        <message>
            <source>Người nộp: {0}</source>
            <translation>Submitted by: {0}</translation>
        </message>
        <message>
            <source>Người khác, có giấy ủy quyền</source>
            <translation>Somebody else, with an authorisation</translation>
        </message>
        <message>
            <source>Kết quả đã về quầy, chờ người dân nhận.</source>
            <translation>The result is here and waits for the citizen.</translation>
        </message>
        <message>
            <source>Kết quả chưa ghi nhận là đã về quầy.</source>
            <translation>The result has not been recorded as here yet.</translation>
        </message>
        <message>
            <source>{0} kết quả chưa ghi nhận là đã về quầy.</source>
            <translation>{0} results have not been recorded as being at the desk.</translation>
        </message>
        <message>
            <source>Xác nhận đã trả  (F9)</source>
            <translation>Confirm handed over  (F9)</translation>
        </message>
        <message>
            <source>Xác nhận đã trả cho {0}</source>
            <translation>Confirm handed to {0}</translation>
        </message>
        <message>
            <source>Trả cho {0}. Nhấn F9 hoặc Enter lần nữa để ghi nhận.</source>
            <translation>To {0}. Press F9 or Enter once more to record it.</translation>
        </message>
        <message>
            <source>Hồ sơ đã kết thúc.</source>
            <translation>This dossier is closed.</translation>
        </message>
        <message>
            <source>Đã trả cho {0} lúc {1}.</source>
            <translation>Handed to {0} at {1}.</translation>
        </message>
    </context>
    <context>
        <name>ComponentRow</name>
        <message>
            <source>trường hợp {0}</source>
            <translation>case {0}</translation>
        </message>
        <message>
            <source>{0} trang</source>
            <translation>{0} pages</translation>
        </message>
        <message>
            <source>Loại bản: {0}</source>
            <translation>Kind of copy: {0}</translation>
        </message>
        <message>
            <source>Số bản: {0}</source>
            <translation>Number of copies: {0}</translation>
        </message>
        <message>
            <source>Lý do nhận bản giấy…</source>
            <translation>Why paper was taken…</translation>
        </message>
        <message>
            <source>Lý do nhận bản giấy: {0}</source>
            <translation>Why paper was taken: {0}</translation>
        </message>
        <message>
            <source>nếu có</source>
            <translation>if any</translation>
        </message>
        <message>
            <source>chỉ xuất trình</source>
            <translation>shown only</translation>
        </message>
        <message>
            <source>tra được trong {0}</source>
            <translation>found in {0}</translation>
        </message>
        <message>
            <source>không lưu bản quét</source>
            <translation>no scan kept</translation>
        </message>
        <message>
            <source>chưa xác nhận với bản công bố</source>
            <translation>not confirmed against the publication</translation>
        </message>
        <message>
            <source>Xác nhận {0}</source>
            <translation>Confirm {0}</translation>
        </message>
        <message>
            <source>Đã xác nhận</source>
            <translation>Confirmed</translation>
        </message>
        <message>
            <source>{0} cần xem</source>
            <translation>{0} to look at</translation>
        </message>
    </context>
    <context>
        <name>ContactsSide</name>
        <message>
            <source>Nhật ký liên hệ</source>
            <translation>Contact log</translation>
        </message>
        <message>
            <source>Vừa trả lời điện thoại (Ctrl+T)</source>
            <translation>Just answered the phone (Ctrl+T)</translation>
        </message>
        <message>
            <source>Đã gặp được người dân</source>
            <translation>The person was reached</translation>
        </message>
        <message>
            <source>Ghi liên hệ  (F9)</source>
            <translation>Add contact  (F9)</translation>
        </message>
        <message>
            <source>Bằng cách</source>
            <translation>By</translation>
        </message>
        <message>
            <source>Về việc</source>
            <translation>About</translation>
        </message>
        <message>
            <source>Ghi chú</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Ghi liên hệ</source>
            <translation>Add contact</translation>
        </message>
        <message>
            <source>Đã ghi: trả lời điện thoại.</source>
            <translation>Noted: answered the phone.</translation>
        </message>
        <message>
            <source> · chưa gặp được</source>
            <translation> · not reached</translation>
        </message>
        <message>
            <source>Chưa có liên hệ nào.</source>
            <translation>No contacts yet.</translation>
        </message>
    </context>
    <context>
        <name>CopyingSide</name>
        <message>
            <source>Các ô của phần mềm kia, theo thứ tự</source>
            <translation>The other program's fields in order</translation>
        </message>
        <message>
            <source>Gắn mã hồ sơ ngoài  (F9)</source>
            <translation>Tie outside code  (F9)</translation>
        </message>
        <message>
            <source>Phần mềm, biểu mẫu</source>
            <translation>Program, form</translation>
        </message>
        <message>
            <source>Mã hồ sơ bên phần mềm kia</source>
            <translation>Code in the other program</translation>
        </message>
        <message>
            <source>Gắn mã hồ sơ ngoài</source>
            <translation>Tie outside code</translation>
        </message>
        <message>
            <source>Đã gắn mã {0}.</source>
            <translation>Tied code {0}.</translation>
        </message>
        <message>
            <source>Đã chép: {0}</source>
            <translation>Copied: {0}</translation>
        </message>
        <message>
            <source>Enter chép một ô rồi sang ô sau.</source>
            <translation>Enter copies a field and goes to the next.</translation>
        </message>
        <message>
            <source>Thủ tục này không phải nhập ở phần mềm nào khác.</source>
            <translation>This procedure is not typed into any other program.</translation>
        </message>
        <message>
            <source>(thiếu)</source>
            <translation>(missing)</translation>
        </message>
    </context>
    <context>
        <name>Counter</name>
        <message>
            <source>Chương trình gặp lỗi ở một chỗ.</source>
            <translation>Something in the program failed.</translation>
        </message>
        <message>
            <source>Việc đã lưu vẫn còn. Nếu lặp lại, gọi bộ phận kỹ thuật.</source>
            <translation>Saved work is kept. If it happens again, call support.</translation>
        </message>
        <message>
            <source>Đã lưu {0} cài đặt; có hiệu lực từ bây giờ.</source>
            <translation>{0} settings saved; they are in force from now on.</translation>
        </message>
    </context>
    <context>
        <name>DeedsSide</name>
        <message>
            <source>Việc</source>
            <translation>Job</translation>
        </message>
    </context>
    <context>
        <name>DossierFacts</name>
        <message>
            <source> (dự kiến)</source>
            <translation> (expected)</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Ghi chú</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>Lệ phí</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Mã khác</source>
            <translation>Other codes</translation>
        </message>
        <message>
            <source>Người nộp</source>
            <translation>Submitted by</translation>
        </message>
        <message>
            <source>Nhận kết quả</source>
            <translation>Collection</translation>
        </message>
        <message>
            <source>Số định danh</source>
            <translation>Identity number</translation>
        </message>
        <message>
            <source>Theo tin lúc {0}</source>
            <translation>As heard at {0}</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Tiếp nhận</source>
            <translation>Intake</translation>
        </message>
        <message>
            <source>Điện thoại</source>
            <translation>Phone</translation>
        </message>
    </context>
    <context>
        <name>DossierPage</name>
        <message>
            <source>Hồ sơ</source>
            <translation>Dossier</translation>
        </message>
        <message>
            <source>Giấy hẹn</source>
            <translation>Receipt</translation>
        </message>
        <message>
            <source>In lại</source>
            <translation>Reprint</translation>
        </message>
        <message>
            <source>Bổ sung</source>
            <translation>Missing</translation>
        </message>
        <message>
            <source>Liên hệ</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>Chép mã</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Trả kết quả</source>
            <translation>Hand over the result</translation>
        </message>
        <message>
            <source>Đã trả kết quả</source>
            <translation>Result handed over</translation>
        </message>
        <message>
            <source>{0}, người nhận: {1}.</source>
            <translation>{0}, collected by {1}.</translation>
        </message>
        <message>
            <source>Quá trình giải quyết</source>
            <translation>History</translation>
        </message>
        <message>
            <source>Trả</source>
            <translation>Return</translation>
        </message>
        <message>
            <source>Chép</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Việc khác</source>
            <translation>Other work</translation>
        </message>
    </context>
    <context>
        <name>DossierPapers</name>
        <message>
            <source>Dữ liệu đã xác nhận</source>
            <translation>Values confirmed</translation>
        </message>
        <message>
            <source>Giấy tờ của hồ sơ</source>
            <translation>Papers of the dossier</translation>
        </message>
        <message>
            <source>Giấy tờ</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>Không có bản quét.</source>
            <translation>Nothing was scanned.</translation>
        </message>
        <message>
            <source>Xác nhận dữ liệu (Ctrl+D)</source>
            <translation>Confirm values (Ctrl+D)</translation>
        </message>
        <message>
            <source>{0} trang</source>
            <translation>{0} pages</translation>
        </message>
    </context>
    <context>
        <name>ElsewhereBook</name>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Hồ sơ ở cơ quan khác</source>
            <translation>Dossiers with other agencies</translation>
        </message>
        <message>
            <source>Chiều</source>
            <translation>Direction</translation>
        </message>
        <message>
            <source>Cơ quan</source>
            <translation>Agency</translation>
        </message>
        <message>
            <source>Gửi</source>
            <translation>Sent</translation>
        </message>
        <message>
            <source>Mã bưu gửi</source>
            <translation>Postal number</translation>
        </message>
        <message>
            <source>Xác nhận đã nhận</source>
            <translation>Receipt confirmed</translation>
        </message>
        <message>
            <source>Gửi về đây</source>
            <translation>Coming here</translation>
        </message>
        <message>
            <source>Gửi đi</source>
            <translation>Sent away</translation>
        </message>
        <message>
            <source>chưa xác nhận</source>
            <translation>not confirmed</translation>
        </message>
        <message>
            <source>{0} hồ sơ ở cơ quan khác, {1} chưa xác nhận. Enter để mở và ghi nhận.</source>
            <translation>{0} dossiers with other agencies, {1} not confirmed. Enter opens one to record it.</translation>
        </message>
        <message>
            <source>Không có hồ sơ nào đang ở cơ quan khác.</source>
            <translation>No dossier is with another agency.</translation>
        </message>
    </context>
    <context>
        <name>ElsewhereSide</name>
        <message>
            <source>Chưa xác nhận đã nhận; hẹn trả còn là dự kiến.</source>
            <translation>Not confirmed there; the appointment is only expected.</translation>
        </message>
        <message>
            <source>Các cơ quan theo thứ tự</source>
            <translation>The agencies in their order</translation>
        </message>
        <message>
            <source>Cơ quan có thẩm quyền</source>
            <translation>Competent agency</translation>
        </message>
        <message>
            <source>Cơ quan khác</source>
            <translation>Other agencies</translation>
        </message>
        <message>
            <source>Cơ quan kia đã nhận</source>
            <translation>That agency has it</translation>
        </message>
        <message>
            <source>Cơ quan đã nhận</source>
            <translation>Agency that has it</translation>
        </message>
        <message>
            <source>Gửi cơ quan có thẩm quyền</source>
            <translation>Send to the competent agency</translation>
        </message>
        <message>
            <source>Hồ sơ giải quyết tại đây.</source>
            <translation>The dossier is decided here.</translation>
        </message>
        <message>
            <source>Mã bưu gửi (nếu có)</source>
            <translation>Postal number (if any)</translation>
        </message>
        <message>
            <source>Mã bưu gửi {0}.</source>
            <translation>Postal number {0}.</translation>
        </message>
        <message>
            <source>Một cơ quan giải quyết.</source>
            <translation>One agency decides.</translation>
        </message>
        <message>
            <source>Nhận lúc</source>
            <translation>Received at</translation>
        </message>
        <message>
            <source>Thời hạn tính từ nơi nhận, hẹn trả: {0}.</source>
            <translation>The limit runs from there, appointment: {0}.</translation>
        </message>
        <message>
            <source>Xác nhận nhận lúc {0}.</source>
            <translation>Confirmed there at {0}.</translation>
        </message>
        <message>
            <source>Xác nhận đã về đến đây</source>
            <translation>Confirm it has reached us</translation>
        </message>
        <message>
            <source>{0} bắt đầu</source>
            <translation>{0} begins</translation>
        </message>
        <message>
            <source>{0} gửi về đây lúc {1}.</source>
            <translation>{0} sent it here at {1}.</translation>
        </message>
        <message>
            <source>{0} đã xong</source>
            <translation>{0} is done</translation>
        </message>
        <message>
            <source>Đã ghi bước của {0}.</source>
            <translation>Step of {0} recorded.</translation>
        </message>
        <message>
            <source>Đã ghi gửi {0}.</source>
            <translation>Recorded as sent to {0}.</translation>
        </message>
        <message>
            <source>Đã gửi {0} lúc {1}.</source>
            <translation>Sent to {0} at {1}.</translation>
        </message>
        <message>
            <source>Ghi bước</source>
            <translation>Record the step</translation>
        </message>
        <message>
            <source>Gửi đi</source>
            <translation>Send</translation>
        </message>
        <message>
            <source>Ghi cơ quan, dấu chấm phẩy, số ngày làm việc.</source>
            <translation>Write the agency, a semicolon, the working days.</translation>
        </message>
        <message>
            <source>Không hiểu dòng «{0}».</source>
            <translation>The line «{0}» is not understood.</translation>
        </message>
        <message>
            <source>Lập các bước liên cơ quan</source>
            <translation>Plan a chain of agencies</translation>
        </message>
        <message>
            <source>Lập các bước</source>
            <translation>Plan the chain</translation>
        </message>
        <message>
            <source>Mỗi dòng: cơ quan; số ngày làm việc</source>
            <translation>A line each: agency; working days</translation>
        </message>
        <message>
            <source>Ví dụ: Công an cấp xã; 2</source>
            <translation>E.g. Commune police; 2</translation>
        </message>
        <message>
            <source>Đã lập {0} bước, hẹn trả: {1}.</source>
            <translation>{0} steps planned, appointment: {1}.</translation>
        </message>
    </context>
    <context>
        <name>EndingSide</name>
        <message>
            <source>Bước đúng</source>
            <translation>Right step</translation>
        </message>
        <message>
            <source>Căn cứ dừng</source>
            <translation>Ground for stopping</translation>
        </message>
        <message>
            <source>Dừng giải quyết (Mẫu 05)</source>
            <translation>Stop (form 05)</translation>
        </message>
        <message>
            <source>Giấy đề nghị rút</source>
            <translation>Written request</translation>
        </message>
        <message>
            <source>Hồ sơ đã kết thúc; chỉ còn sửa được bước ghi nhầm.</source>
            <translation>The dossier is closed; only a wrong step can still be set right.</translation>
        </message>
        <message>
            <source>Kết quả đã ký</source>
            <translation>Result is signed</translation>
        </message>
        <message>
            <source>Kết thúc, sửa bước</source>
            <translation>End, correct a step</translation>
        </message>
        <message>
            <source>Người dân rút hồ sơ</source>
            <translation>Applicant withdraws</translation>
        </message>
        <message>
            <source>Người ký kết quả</source>
            <translation>Who signed the result</translation>
        </message>
        <message>
            <source>Người ký thông báo</source>
            <translation>Who signs the notice</translation>
        </message>
        <message>
            <source>Nội dung cụ thể</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>Sửa bước ghi nhầm</source>
            <translation>Set a wrong step right</translation>
        </message>
        <message>
            <source>Từ chối giải quyết (Mẫu 03)</source>
            <translation>Decide against (form 03)</translation>
        </message>
        <message>
            <source>Từ chối tiếp nhận (Mẫu 03)</source>
            <translation>Refuse to receive (form 03)</translation>
        </message>
        <message>
            <source>Vì sao sửa</source>
            <translation>Why it is corrected</translation>
        </message>
        <message>
            <source>Đã ghi rút hồ sơ.</source>
            <translation>Withdrawal recorded.</translation>
        </message>
        <message>
            <source>Đã ghi, giấy đang in.</source>
            <translation>Recorded, the paper is printing.</translation>
        </message>
        <message>
            <source>Đã ghi: kết quả đã ký.</source>
            <translation>Recorded: the result is signed.</translation>
        </message>
        <message>
            <source>Đã sửa; quá trình giữ cả hai bước.</source>
            <translation>Corrected; the history keeps both steps.</translation>
        </message>
        <message>
            <source>Đơn xin rút hồ sơ ngày {0}</source>
            <translation>Request to withdraw of {0}</translation>
        </message>
        <message>
            <source>{0}? Nhấn F9 lần nữa để ghi nhận.</source>
            <translation>{0}? Press F9 once more to record it.</translation>
        </message>
        <message>
            <source>Ghi thêm, mỗi dòng một lý do</source>
            <translation>In other words, one reason a line</translation>
        </message>
        <message>
            <source>Lý do (dấu cách để chọn)</source>
            <translation>Reasons (space to choose)</translation>
        </message>
    </context>
    <context>
        <name>Fees</name>
        <message>
            <source>Biểu phí tính theo trang, bản</source>
            <translation>Tariff that counts pages and copies</translation>
        </message>
        <message>
            <source>Chỉ thu khi; trống là ai cũng nộp</source>
            <translation>Only when; empty: everybody pays</translation>
        </message>
        <message>
            <source>Ghi chú (miễn, giảm, tối đa…)</source>
            <translation>Note (exemptions, cap…)</translation>
        </message>
        <message>
            <source>Khi nào</source>
            <translation>When</translation>
        </message>
        <message>
            <source>Khoản</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Mức</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>Mức thu (đồng)</source>
            <translation>Amount (đồng)</translation>
        </message>
        <message>
            <source>Phí, lệ phí của thủ tục</source>
            <translation>Fees of the procedure</translation>
        </message>
        <message>
            <source>Tên khoản thu</source>
            <translation>Name of the fee</translation>
        </message>
        <message>
            <source>Tính cho (trang, bản, trường hợp…)</source>
            <translation>Per (page, copy, case…)</translation>
        </message>
        <message>
            <source>chưa rõ</source>
            <translation>not known</translation>
        </message>
        <message>
            <source>không, mức cố định</source>
            <translation>no tariff, a fixed amount</translation>
        </message>
    </context>
    <context>
        <name>FiguresBook</name>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Thành phần</source>
            <translation>Component</translation>
        </message>
        <message>
            <source>Các thành phần của Bộ chỉ số 766</source>
            <translation>Components of the 766 figures</translation>
        </message>
        <message>
            <source>Trực tiếp {0} · trực tuyến {1} ({4}) · trực tuyến có hỗ trợ {2} · bưu chính {3}</source>
            <translation>In person {0} · online {1} ({4}) · online with help {2} · post {3}</translation>
        </message>
        <message>
            <source>Điểm</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>Đạt</source>
            <translation>Good</translation>
        </message>
        <message>
            <source>Mất điểm</source>
            <translation>Lost</translation>
        </message>
        <message>
            <source>Hồ sơ làm mất điểm</source>
            <translation>Dossiers that cost points</translation>
        </message>
        <message>
            <source>{0}: {1} trên {2} điểm tính được.</source>
            <translation>{0}: {1} of {2} points that can be counted.</translation>
        </message>
        <message>
            <source>{0} thành phần khác chỉ Cổng Dịch vụ công biết.</source>
            <translation>{0} other components only the national portal knows.</translation>
        </message>
        <message>
            <source>{0} hồ sơ, việc làm mất điểm. Enter để mở.</source>
            <translation>{0} dossiers or matters cost points. Enter opens one.</translation>
        </message>
        <message>
            <source>Không hồ sơ nào làm mất điểm ở đây.</source>
            <translation>No dossier costs points here.</translation>
        </message>
        <message>
            <source>Tháng</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>Năm</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>Vì sao mất điểm</source>
            <translation>Why points are lost</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>Trợ giúp</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>Phím tắt</source>
            <translation>Keys</translation>
        </message>
        <message>
            <source>Sang ô tiếp theo. Ctrl+Enter như F9.</source>
            <translation>Goes to the next field. Ctrl+Enter is F9.</translation>
        </message>
        <message>
            <source>Chuyển màn hình</source>
            <translation>Change screen</translation>
        </message>
        <message>
            <source>Khi có việc lạ</source>
            <translation>When something is odd</translation>
        </message>
        <message>
            <source>Không đọc được thẻ</source>
            <translation>The card cannot be read</translation>
        </message>
        <message>
            <source>Quét mã QR trên thẻ hoặc gõ 12 số rồi đặt lại thẻ. Chip hỏng: nhập tay, đối chiếu VNeID bằng Ctrl+E. Không ai phải về vì con chip.</source>
            <translation>Scan the card's QR or type its 12 digits and place it again. Broken chip: type the person, check VNeID with Ctrl+E. Nobody goes home because of a chip.</translation>
        </message>
        <message>
            <source>Máy in không chạy</source>
            <translation>The printer does not work</translation>
        </message>
        <message>
            <source>Hồ sơ đã tiếp nhận vẫn giữ nguyên. Sửa máy in rồi mở hồ sơ, nhấn Ctrl+P.</source>
            <translation>What was received stands. Mend the printer, open the dossier and press Ctrl+P.</translation>
        </message>
        <message>
            <source>Mất mạng</source>
            <translation>The line is down</translation>
        </message>
        <message>
            <source>Cứ làm việc. Hồ sơ chờ ở máy và tự gửi khi có mạng. Số tạm trên giấy hẹn vẫn tra được mãi.</source>
            <translation>Go on working. Dossiers wait here and are sent by themselves. A provisional number on a receipt can be searched for ever.</translation>
        </message>
        <message>
            <source>Mất điện</source>
            <translation>The power failed</translation>
        </message>
        <message>
            <source>Mở lại chương trình: phiếu đang làm nằm ở Việc hôm nay, đúng chỗ đã dừng.</source>
            <translation>Start again: the form you were at is under Today, exactly where you stopped.</translation>
        </message>
        <message>
            <source>Người dân hỏi hồ sơ tới đâu</source>
            <translation>A citizen asks where the dossier is</translation>
        </message>
        <message>
            <source>F3, gõ vài chữ của tên hoặc 4 số cuối của mã, Enter.</source>
            <translation>F3, a few letters of the name or the last 4 digits of the code, Enter.</translation>
        </message>
        <message>
            <source>Khi chọn trang (Shift+→: nhiều, Ctrl+A: cả)</source>
            <translation>With pages chosen (Shift+→: more, Ctrl+A: all)</translation>
        </message>
    </context>
    <context>
        <name>Identification</name>
        <message>
            <source>Số định danh có 12 chữ số. Kiểm tra lại, hoặc nhập họ tên ở dưới.</source>
            <translation>An identity number has 12 digits. Check it, or type the name below.</translation>
        </message>
        <message>
            <source>Đặt thẻ lên đầu đọc để xác thực chip. Không bắt buộc.</source>
            <translation>Place the card on the reader to verify its chip. Not required.</translation>
        </message>
        <message>
            <source>Lấy từ lần trước. Đối chiếu với giấy tờ, hoặc VNeID rồi nhấn Ctrl+E.</source>
            <translation>From an earlier visit. Compare with papers, or with VNeID and press Ctrl+E.</translation>
        </message>
        <message>
            <source>Có thẻ trên đầu đọc: quét QR trên thẻ hoặc gõ 12 số.</source>
            <translation>A card is on the reader: scan its QR or type 12 digits.</translation>
        </message>
        <message>
            <source>Không có thẻ: gõ 12 số rồi Enter, hoặc nhập họ tên ở dưới.</source>
            <translation>No card: type 12 digits and Enter, or the name below.</translation>
        </message>
        <message>
            <source>Không có đầu đọc. Quét QR, gõ 12 số, hoặc nhập họ tên.</source>
            <translation>No reader. Scan the QR, type 12 digits or the name.</translation>
        </message>
        <message>
            <source>Đang tìm mã QR trong ảnh…</source>
            <translation>Looking for the QR in the picture…</translation>
        </message>
        <message>
            <source>Thẻ có thể đã hết hạn: xem ngày in trên thẻ, hoặc đối chiếu VNeID.</source>
            <translation>The card may have run out: look at the date printed on it, or compare VNeID.</translation>
        </message>
    </context>
    <context>
        <name>IntakePage</name>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Người nộp hộ</source>
            <translation>Somebody else submits</translation>
        </message>
        <message>
            <source>Giấy hẹn</source>
            <translation>Receipt</translation>
        </message>
        <message>
            <source>Tiếp nhận hồ sơ</source>
            <translation>Intake</translation>
        </message>
        <message>
            <source>Tiếp nhận</source>
            <translation>Intake</translation>
        </message>
        <message>
            <source>Giấy tờ này chưa có trang nào để xem.</source>
            <translation>This paper has no page to look at yet.</translation>
        </message>
        <message>
            <source>Đã tiếp nhận – số tạm</source>
            <translation>Received – provisional number</translation>
        </message>
        <message>
            <source>Đã tiếp nhận</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>{0}, hẹn trả {1}.</source>
            <translation>{0}, due {1}.</translation>
        </message>
        <message>
            <source>Thành phần hồ sơ</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>Đã để lại. Mở lại ở Việc hôm nay.</source>
            <translation>Put aside. Open it again under Today.</translation>
        </message>
        <message>
            <source>Phiếu đang làm</source>
            <translation>Intake in progress</translation>
        </message>
    </context>
    <context>
        <name>Items</name>
        <message>
            <source>Bỏ  (Delete)</source>
            <translation>Remove  (Delete)</translation>
        </message>
        <message>
            <source>Lên</source>
            <translation>Up</translation>
        </message>
        <message>
            <source>Thêm  (Insert)</source>
            <translation>Add  (Insert)</translation>
        </message>
        <message>
            <source>Xuống</source>
            <translation>Down</translation>
        </message>
    </context>
    <context>
        <name>LimitField</name>
        <message>
            <source>giải quyết ngay</source>
            <translation>at once</translation>
        </message>
        <message>
            <source>giờ làm việc</source>
            <translation>working hours</translation>
        </message>
        <message>
            <source>không có</source>
            <translation>not set</translation>
        </message>
        <message>
            <source>ngày</source>
            <translation>calendar days</translation>
        </message>
        <message>
            <source>ngày làm việc</source>
            <translation>working days</translation>
        </message>
        <message>
            <source>tháng</source>
            <translation>months</translation>
        </message>
        <message>
            <source>trong ngày</source>
            <translation>the same day</translation>
        </message>
        <message>
            <source>{0}: số</source>
            <translation>{0}: number</translation>
        </message>
    </context>
    <context>
        <name>Limits</name>
        <message>
            <source>Thời hạn cam kết (in trên giấy hẹn)</source>
            <translation>Committed limit (printed on the slip)</translation>
        </message>
        <message>
            <source>Thời hạn theo luật</source>
            <translation>Limit by law</translation>
        </message>
        <message>
            <source>Trả kết quả ngay; giấy hẹn chỉ in khi người dân cần</source>
            <translation>Answered at once; a slip only on request</translation>
        </message>
        <message>
            <source>khi</source>
            <translation>when</translation>
        </message>
        <message>
            <source>Được kéo dài đến</source>
            <translation>May take up to</translation>
        </message>
    </context>
    <context>
        <name>LinkedSide</name>
        <message>
            <source>Bắt đầu theo dõi</source>
            <translation>Start following</translation>
        </message>
        <message>
            <source>Chưa bắt đầu theo dõi các kết quả.</source>
            <translation>The results are not followed yet.</translation>
        </message>
        <message>
            <source>Các kết quả và ngày hẹn</source>
            <translation>The results and their days</translation>
        </message>
        <message>
            <source>Cơ quan từ chối</source>
            <translation>Its agency refused</translation>
        </message>
        <message>
            <source>Kết quả liên thông</source>
            <translation>Interlinked results</translation>
        </message>
        <message>
            <source>Kết quả đã về</source>
            <translation>The result is here</translation>
        </message>
        <message>
            <source>Người nhận</source>
            <translation>Collector</translation>
        </message>
        <message>
            <source>Trả kết quả này</source>
            <translation>Hand over this result</translation>
        </message>
        <message>
            <source>Vì sao cơ quan đó từ chối</source>
            <translation>Why its agency refused</translation>
        </message>
        <message>
            <source>Ví dụ: Ngăn B-17</source>
            <translation>E.g. shelf B-17</translation>
        </message>
        <message>
            <source>bị từ chối: {0}</source>
            <translation>refused: {0}</translation>
        </message>
        <message>
            <source>chờ, hẹn {0}</source>
            <translation>awaited, due {0}</translation>
        </message>
        <message>
            <source>Đã ghi kết quả liên thông.</source>
            <translation>The interlinked result is recorded.</translation>
        </message>
        <message>
            <source>Để kết quả tại</source>
            <translation>Place of the result</translation>
        </message>
        <message>
            <source>đã trả {0}</source>
            <translation>handed over to {0}</translation>
        </message>
        <message>
            <source>đã về, để tại {0}</source>
            <translation>here, at {0}</translation>
        </message>
    </context>
    <context>
        <name>LockPage</name>
        <message>
            <source>Mã PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Dùng mật khẩu</source>
            <translation>Use the password</translation>
        </message>
        <message>
            <source>Đã khóa màn hình</source>
            <translation>Locked</translation>
        </message>
        <message>
            <source>Mật khẩu</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Mở khóa</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>Người khác ngồi vào</source>
            <translation>Somebody else sits down</translation>
        </message>
        <message>
            <source>Phiếu đang làm được giữ nguyên.</source>
            <translation>The form you were at is kept.</translation>
        </message>
    </context>
    <context>
        <name>MoneySide</name>
        <message>
            <source> · biên lai {0}</source>
            <translation> · e-receipt {0}</translation>
        </message>
        <message>
            <source> · đã đảo</source>
            <translation> · reversed</translation>
        </message>
        <message>
            <source>Chưa thu khoản nào.</source>
            <translation>Nothing was taken yet.</translation>
        </message>
        <message>
            <source>Cách thu</source>
            <translation>How it is paid</translation>
        </message>
        <message>
            <source>Ghi số biên lai điện tử</source>
            <translation>Note the e-receipt</translation>
        </message>
        <message>
            <source>Hệ thống cấp (nếu cần)</source>
            <translation>Issued by (if needed)</translation>
        </message>
        <message>
            <source>Khoản thu</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Mã VietQR để chuyển khoản</source>
            <translation>VietQR code of the transfer</translation>
        </message>
        <message>
            <source>Mức thu theo quy định riêng; đã thu {0}.</source>
            <translation>The amount follows its own rules; {0} taken.</translation>
        </message>
        <message>
            <source>Phiếu thu của hồ sơ</source>
            <translation>Cash slips of the dossier</translation>
        </message>
        <message>
            <source>Phiếu thu {0} đang in.</source>
            <translation>Cash slip {0} is printing.</translation>
        </message>
        <message>
            <source>Phóng to mã cho người dân quét</source>
            <translation>Enlarge the code for the payer</translation>
        </message>
        <message>
            <source>Phải thu {0} · đã thu {1} · còn {2}</source>
            <translation>Due {0} · taken {1} · left {2}</translation>
        </message>
        <message>
            <source>Số biên lai điện tử của phiếu đang chọn</source>
            <translation>E-receipt number of the chosen slip</translation>
        </message>
        <message>
            <source>Số giao dịch</source>
            <translation>Transaction number</translation>
        </message>
        <message>
            <source>Số tiền (đồng)</source>
            <translation>Amount (đồng)</translation>
        </message>
        <message>
            <source>Thu tiền</source>
            <translation>Take the money</translation>
        </message>
        <message>
            <source>Thủ tục này không thu tiền.</source>
            <translation>This procedure is free of charge.</translation>
        </message>
        <message>
            <source>Tiền</source>
            <translation>Money</translation>
        </message>
        <message>
            <source>Vì sao đảo phiếu đang chọn</source>
            <translation>Why the chosen slip is reversed</translation>
        </message>
        <message>
            <source>số của ngân hàng hoặc của Cổng</source>
            <translation>the bank's or the portal's number</translation>
        </message>
        <message>
            <source>{0} · đảo phiếu {1} · −{2}</source>
            <translation>{0} · reverses slip {1} · −{2}</translation>
        </message>
        <message>
            <source>Đã ghi số biên lai {0}.</source>
            <translation>E-receipt {0} noted.</translation>
        </message>
        <message>
            <source>Đảo phiếu thu</source>
            <translation>Reverse a slip</translation>
        </message>
    </context>
    <context>
        <name>Names</name>
        <message>
            <source>Căn cứ pháp lý, mỗi dòng một văn bản</source>
            <translation>Legal basis, one text a line</translation>
        </message>
        <message>
            <source>Kết quả</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>Lĩnh vực</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>Nguồn dữ liệu (số quyết định công bố)</source>
            <translation>Source (number of the publishing decision)</translation>
        </message>
        <message>
            <source>Người dân hay gọi, cách nhau bằng dấu phẩy</source>
            <translation>People's own words, with commas</translation>
        </message>
        <message>
            <source>Tên gọn</source>
            <translation>Short name</translation>
        </message>
        <message>
            <source>Tên thủ tục như công bố</source>
            <translation>Name as published</translation>
        </message>
        <message>
            <source>Đã đối chiếu toàn bộ với quyết định công bố</source>
            <translation>All compared with the publishing decision</translation>
        </message>
    </context>
    <context>
        <name>OfficeDaysBook</name>
        <message>
            <source> và {0} ngày nữa</source>
            <translation> and {0} more days</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Làm bù, làm thứ bảy</source>
            <translation>Make-up day, Saturday</translation>
        </message>
        <message>
            <source>Lặp lại</source>
            <translation>Repeat</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Ngày</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>Nếu ghi: {0} hẹn trả đã in bị ảnh hưởng. Nhấn phím ấy lần nữa để ghi; giấy đã in không tự đổi.</source>
            <translation>If written, {0} printed promises are touched. Press the same key again to write; printed papers do not change by themselves.</translation>
        </message>
        <message>
            <source>Nội dung</source>
            <translation>For</translation>
        </message>
        <message>
            <source>Ngày riêng của cơ quan</source>
            <translation>The office's own days</translation>
        </message>
        <message>
            <source>Loại</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Buổi</source>
            <translation>Part of day</translation>
        </message>
        <message>
            <source>Văn bản</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>Hẹn trả sẽ khác theo lịch này</source>
            <translation>Promises this calendar would change</translation>
        </message>
        <message>
            <source>mỗi ngày</source>
            <translation>every day</translation>
        </message>
        <message>
            <source>mỗi tuần</source>
            <translation>every week</translation>
        </message>
        <message>
            <source>một ngày</source>
            <translation>one day</translation>
        </message>
        <message>
            <source>Đã hẹn</source>
            <translation>Promised</translation>
        </message>
        <message>
            <source>Lịch này tính</source>
            <translation>This calendar says</translation>
        </message>
        <message>
            <source>Đóng cửa (bão, bầu cử…)</source>
            <translation>Closed (storm, election…)</translation>
        </message>
        <message>
            <source>Nghỉ</source>
            <translation>Day off</translation>
        </message>
        <message>
            <source>cả ngày</source>
            <translation>all day</translation>
        </message>
        <message>
            <source>buổi sáng</source>
            <translation>morning</translation>
        </message>
        <message>
            <source>buổi chiều</source>
            <translation>afternoon</translation>
        </message>
        <message>
            <source>Ghi ngày  (F9)</source>
            <translation>Write the day  (F9)</translation>
        </message>
        <message>
            <source>Bỏ ngày đang chọn  (F5)</source>
            <translation>Take the chosen day back  (F5)</translation>
        </message>
        <message>
            <source>Ghi ngày</source>
            <translation>Write the day</translation>
        </message>
        <message>
            <source>Bỏ ngày</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>{0} hẹn trả sẽ khác theo lịch này. Giấy đã in không tự đổi; Enter để mở.</source>
            <translation>{0} promises would change by this calendar. Printed slips never change by themselves; Enter opens one.</translation>
        </message>
        <message>
            <source>Không hẹn trả nào khác theo lịch này.</source>
            <translation>No promise changes by this calendar.</translation>
        </message>
        <message>
            <source>Đã ghi {0}.</source>
            <translation>{0} written.</translation>
        </message>
        <message>
            <source>{0} lại theo lịch chung.</source>
            <translation>{0} follows the common calendar again.</translation>
        </message>
        <message>
            <source>Thêm hoặc sửa một ngày</source>
            <translation>Add or change a day</translation>
        </message>
        <message>
            <source>Số văn bản</source>
            <translation>Document number</translation>
        </message>
        <message>
            <source>Đến hết</source>
            <translation>Until</translation>
        </message>
    </context>
    <context>
        <name>OldListsBook</name>
        <message>
            <source>Bắt buộc: mã hồ sơ, chủ hồ sơ, tên thủ tục, ngày tiếp nhận, ngày hẹn trả.</source>
            <translation>Needed: dossier code, owner, procedure, day of reception, due day.</translation>
        </message>
        <message>
            <source>Chọn danh sách hồ sơ còn dở của phần mềm cũ.</source>
            <translation>Choose the old program's list of open dossiers.</translation>
        </message>
        <message>
            <source>Chọn tệp</source>
            <translation>Choose a file</translation>
        </message>
        <message>
            <source>Chọn tệp XLSX, CSV…  (Ctrl+O)</source>
            <translation>Choose XLSX, CSV…  (Ctrl+O)</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Cần những cột nào</source>
            <translation>Columns it needs</translation>
        </message>
        <message>
            <source>Cột xếp thế nào cũng được; dòng đầu trang có thể là tên danh sách.</source>
            <translation>Columns in any order; the first lines may be a title.</translation>
        </message>
        <message>
            <source>Danh sách (*.xlsx *.csv)</source>
            <translation>Lists (*.xlsx *.csv)</translation>
        </message>
        <message>
            <source>Danh sách hồ sơ còn dở</source>
            <translation>List of open dossiers</translation>
        </message>
        <message>
            <source>Dòng</source>
            <translation>Line</translation>
        </message>
        <message>
            <source>Dòng của danh sách</source>
            <translation>Lines of the list</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>Hồ sơ vào đây tra cứu, trả kết quả được; không vào Sổ theo dõi của máy này.</source>
            <translation>They can be found and returned here; they do not enter this desk's book.</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Nên có: mã thủ tục, trạng thái, số định danh, số điện thoại, địa chỉ, ghi chú.</source>
            <translation>Useful: procedure code, status, identity number, phone, address, note.</translation>
        </message>
        <message>
            <source>Sẽ thế nào</source>
            <translation>What will come of it</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>bỏ qua: {0}</source>
            <translation>left out: {0}</translation>
        </message>
        <message>
            <source>nhận vào</source>
            <translation>to be taken in</translation>
        </message>
        <message>
            <source>{0} dòng không đọc được còn lại trong tệp.</source>
            <translation>{0} lines that could not be read stay in the file.</translation>
        </message>
        <message>
            <source>{0}: {1} hồ sơ mới, {2} đã có, {3} dòng không đọc được.</source>
            <translation>{0}: {1} new dossiers, {2} here already, {3} lines not readable.</translation>
        </message>
        <message>
            <source>Đã nhận vào {0} hồ sơ của phần mềm cũ.</source>
            <translation>{0} dossiers of the old program were taken in.</translation>
        </message>
        <message>
            <source>Đưa vào phần mềm</source>
            <translation>Take in</translation>
        </message>
        <message>
            <source>Đưa vào phần mềm  (F9)</source>
            <translation>Take in  (F9)</translation>
        </message>
        <message>
            <source>đã có</source>
            <translation>here already</translation>
        </message>
    </context>
    <context>
    <name>OnlinePacket</name>
        <message>
            <source>Chữ ký số: {0}.</source>
            <translation>Signatures: {0}.</translation>
        </message>
        <message>
            <source>Có thể nộp trùng với {0}.</source>
            <translation>Perhaps lodged twice: {0}.</translation>
        </message>
        <message>
            <source>Người dân đã nộp bổ sung.</source>
            <translation>The person has supplemented it.</translation>
        </message>
        <message>
            <source>Quầy này đang giữ hồ sơ, đến {0}.</source>
            <translation>This desk has it reserved until {0}.</translation>
        </message>
        <message>
            <source>Quầy {0} đang xử lý, giữ đến {1}.</source>
            <translation>Desk {0} is working on it, reserved until {1}.</translation>
        </message>
        <message>
            <source>Quầy {0} đã giữ mà chưa trả lời: có thể đã làm khi mất mạng.</source>
            <translation>Desk {0} had it and never answered: it may have decided without a line.</translation>
        </message>
        <message>
            <source>Tệp: {0}</source>
            <translation>Files: {0}</translation>
        </message>
        <message>
            <source>chưa kiểm</source>
            <translation>not checked</translation>
        </message>
        <message>
            <source>hợp lệ</source>
            <translation>valid</translation>
        </message>
        <message>
            <source>không hợp lệ</source>
            <translation>not valid</translation>
        </message>
        <message>
            <source>không ký</source>
            <translation>not signed</translation>
        </message>
        <message>
            <source>{0}. Nộp {1}.</source>
            <translation>{0}. Lodged {1}.</translation>
        </message>
</context>
<context>
        <name>OnlinePage</name>
        <message>
            <source>Cơ quan có thẩm quyền</source>
            <translation>Competent agency</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Người nộp</source>
            <translation>Submitted by</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Tiếp nhận</source>
            <translation>Intake</translation>
        </message>
        <message>
            <source>Yêu cầu bổ sung</source>
            <translation>Ask for supplement</translation>
        </message>
        <message>
            <source>chưa</source>
            <translation>no</translation>
        </message>
        <message>
            <source>Hồ sơ trực tuyến chờ tiếp nhận</source>
            <translation>Online dossiers waiting</translation>
        </message>
        <message>
            <source>Tệp</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>Đã trả tiền</source>
            <translation>Paid</translation>
        </message>
        <message>
            <source>Giấy tờ cần bổ sung</source>
            <translation>Papers to be supplemented</translation>
        </message>
        <message>
            <source>Trực tuyến chờ tiếp nhận</source>
            <translation>Online, waiting to be received</translation>
        </message>
        <message>
            <source>Lấy hồ sơ mới</source>
            <translation>Fetch new dossiers</translation>
        </message>
        <message>
            <source>Từ chối</source>
            <translation>Refuse</translation>
        </message>
        <message>
            <source>Chuyển nơi khác</source>
            <translation>Send on</translation>
        </message>
        <message>
            <source>{0} hồ sơ chờ, {1} đã quá 8 giờ làm việc.</source>
            <translation>{0} dossiers wait, {1} over 8 working hours.</translation>
        </message>
        <message>
            <source>Không có hồ sơ trực tuyến nào chờ. F8 để lấy hồ sơ mới.</source>
            <translation>No online dossier waits. F8 fetches new ones.</translation>
        </message>
        <message>
            <source>Xem và tiếp nhận</source>
            <translation>See and receive</translation>
        </message>
        <message>
            <source>Gửi yêu cầu bổ sung</source>
            <translation>Ask for supplement</translation>
        </message>
        <message>
            <source>Từ chối hồ sơ</source>
            <translation>Refuse the dossier</translation>
        </message>
        <message>
            <source>Chuyển đúng cơ quan</source>
            <translation>Send to the right agency</translation>
        </message>
        <message>
            <source>Hẹn trả {0}.</source>
            <translation>Due {0}.</translation>
        </message>
        <message>
            <source>Đã nhận bổ sung của {0}.</source>
            <translation>Supplement of {0} received.</translation>
        </message>
        <message>
            <source>Đã gửi yêu cầu bổ sung cho {0}.</source>
            <translation>Supplement asked for {0}.</translation>
        </message>
        <message>
            <source>Đã từ chối {0}.</source>
            <translation>{0} refused.</translation>
        </message>
        <message>
            <source>{0} được chuyển đến {1}.</source>
            <translation>{0} goes to {1}.</translation>
        </message>
        <message>
            <source>{0} hồ sơ mới, {1} hồ sơ nộp lại.</source>
            <translation>{0} new dossiers, {1} lodged again.</translation>
        </message>
        <message>
            <source>{0} hồ sơ không đọc được.</source>
            <translation>{0} dossiers could not be read.</translation>
        </message>
        <message>
            <source>Bổ sung  (F4)</source>
            <translation>Supplement  (F4)</translation>
        </message>
        <message>
            <source>Từ chối  (F5)</source>
            <translation>Refuse  (F5)</translation>
        </message>
        <message>
            <source>Chuyển nơi khác  (F6)</source>
            <translation>Send on  (F6)</translation>
        </message>
        <message>
            <source>Giấy tờ cần bổ sung (dấu cách để chọn)</source>
            <translation>Papers to supplement (space chooses)</translation>
        </message>
        <message>
            <source>Lý do, nội dung</source>
            <translation>Reason, what is needed</translation>
        </message>
        <message>
            <source>Trả lời trước</source>
            <translation>Answer before</translation>
        </message>
        <message>
            <source>Lý do (dấu cách để chọn)</source>
            <translation>Reasons (space to choose)</translation>
        </message>
        <message>
            <source>Đang lấy hồ sơ và tệp của {0}…</source>
            <translation>Fetching {0} and its files…</translation>
        </message>
        <message>
            <source>Để quầy khác nhận</source>
            <translation>Leave it to other desks</translation>
        </message>
        <message>
            <source>Đã để {0} cho quầy khác.</source>
            <translation>{0} is left to the other desks.</translation>
        </message>
    </context>
    <context>
        <name>OriginalsSide</name>
        <message>
            <source>Ai đang giữ</source>
            <translation>Who has it now</translation>
        </message>
        <message>
            <source>Bản chính đang giữ của hồ sơ</source>
            <translation>Originals of the dossier held here</translation>
        </message>
        <message>
            <source>Bản chính đang giữ</source>
            <translation>Originals held</translation>
        </message>
        <message>
            <source>Chuyển người khác giữ</source>
            <translation>Somebody else has it</translation>
        </message>
        <message>
            <source>Ghi chú</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Giấy tờ</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>Giữ thêm bản chính</source>
            <translation>Hold another original</translation>
        </message>
        <message>
            <source>Không giữ bản chính nào.</source>
            <translation>No original is held.</translation>
        </message>
        <message>
            <source>Số sê-ri, số giấy</source>
            <translation>Serial, number</translation>
        </message>
        <message>
            <source>Trả bản đang chọn</source>
            <translation>Give back the chosen one</translation>
        </message>
        <message>
            <source>Trả cho</source>
            <translation>Given back to</translation>
        </message>
        <message>
            <source>Trả tất cả {0} bản</source>
            <translation>Give back all {0}</translation>
        </message>
        <message>
            <source>Ví dụ: Giấy chứng nhận quyền sử dụng đất</source>
            <translation>E.g. land use certificate</translation>
        </message>
        <message>
            <source>{0} giữ</source>
            <translation>held by {0}</translation>
        </message>
        <message>
            <source>Đã ghi giữ bản chính.</source>
            <translation>The original is recorded as held.</translation>
        </message>
        <message>
            <source>Đã ghi người giữ: {0}.</source>
            <translation>Recorded: held by {0}.</translation>
        </message>
        <message>
            <source>Đã trả {0} bản chính cho {1}.</source>
            <translation>{0} originals given back to {1}.</translation>
        </message>
        <message>
            <source>giữ tại quầy</source>
            <translation>held at the desk</translation>
        </message>
    </context>
    <context>
        <name>OtherList</name>
        <message>
            <source>Gõ số đứng trước, hoặc ↑ ↓ rồi Enter.</source>
            <translation>Type the digit in front, or ↑ ↓ and Enter.</translation>
        </message>
        <message>
            <source>Việc khác về hồ sơ này</source>
            <translation>Other work on this dossier</translation>
        </message>
    </context>
    <context>
        <name>OwedLine</name>
        <message>
            <source>In ngay (Ctrl+P)</source>
            <translation>Print now (Ctrl+P)</translation>
        </message>
        <message>
            <source>{0} giấy hẹn chưa in.</source>
            <translation>Receipts not printed yet: {0}.</translation>
        </message>
    </context>
    <context>
        <name>Papers</name>
        <message>
            <source>Bắt buộc</source>
            <translation>Required</translation>
        </message>
        <message>
            <source>CSDL thay</source>
            <translation>database</translation>
        </message>
        <message>
            <source>Chỉ xuất trình</source>
            <translation>Only shown</translation>
        </message>
        <message>
            <source>Cơ sở dữ liệu thay được; trống là không</source>
            <translation>Database that answers instead, if any</translation>
        </message>
        <message>
            <source>Giấy tờ</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>Giấy tờ của thủ tục</source>
            <translation>Papers of the procedure</translation>
        </message>
        <message>
            <source>Mã</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Mã kết quả thay được (MA_KQ)</source>
            <translation>Result that may stand for it (MA_KQ)</translation>
        </message>
        <message>
            <source>Nhận các loại bản</source>
            <translation>Kinds of copies taken</translation>
        </message>
        <message>
            <source>Nộp</source>
            <translation>Handed in</translation>
        </message>
        <message>
            <source>Phải số hóa</source>
            <translation>Digitise</translation>
        </message>
        <message>
            <source>Số bản</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>Thường nộp</source>
            <translation>Usual kind</translation>
        </message>
        <message>
            <source>Trường hợp</source>
            <translation>Case</translation>
        </message>
        <message>
            <source>Tên giấy tờ</source>
            <translation>Name of the paper</translation>
        </message>
        <message>
            <source>bắt buộc</source>
            <translation>required</translation>
        </message>
        <message>
            <source>mọi trường hợp</source>
            <translation>every case</translation>
        </message>
        <message>
            <source>nếu có</source>
            <translation>if any</translation>
        </message>
        <message>
            <source>Đã đối chiếu với công bố</source>
            <translation>Compared with the publication</translation>
        </message>
    </context>
    <context>
        <name>Places</name>
        <message>
            <source>Hết áp dụng sau ngày</source>
            <translation>Ends after</translation>
        </message>
        <message>
            <source>Hệ thống xử lý</source>
            <translation>Processed in</translation>
        </message>
        <message>
            <source>Nộp không phụ thuộc địa giới</source>
            <translation>Lodged regardless of boundary</translation>
        </message>
        <message>
            <source>Vì sao phải xem lại (luật mới…)</source>
            <translation>Why to review it (a new law…)</translation>
        </message>
        <message>
            <source>Xem lại từ ngày</source>
            <translation>Review from</translation>
        </message>
        <message>
            <source>Được nộp</source>
            <translation>May be lodged</translation>
        </message>
    </context>
    <context>
        <name>ProcedureEditor</name>
        <message>
            <source> · đang dùng bản {0}; {1} hồ sơ giữ bản ấy</source>
            <translation> · in force: {0}; {1} dossiers keep it</translation>
        </message>
        <message>
            <source>&amp;1 Chung</source>
            <translation>&amp;1 Names</translation>
        </message>
        <message>
            <source>&amp;2 Thời hạn</source>
            <translation>&amp;2 Limits</translation>
        </message>
        <message>
            <source>&amp;3 Giấy tờ</source>
            <translation>&amp;3 Papers</translation>
        </message>
        <message>
            <source>&amp;4 Phí</source>
            <translation>&amp;4 Fees</translation>
        </message>
        <message>
            <source>&amp;5 Người</source>
            <translation>&amp;5 Persons</translation>
        </message>
        <message>
            <source>&amp;6 Nơi, hiệu lực</source>
            <translation>&amp;6 Places, dates</translation>
        </message>
        <message>
            <source>&amp;7 So sánh</source>
            <translation>&amp;7 Compare</translation>
        </message>
        <message>
            <source>Bản mới</source>
            <translation>New version</translation>
        </message>
        <message>
            <source>Bản nháp {0}</source>
            <translation>Draft {0}</translation>
        </message>
        <message>
            <source>Bỏ bản nháp</source>
            <translation>Drop the draft</translation>
        </message>
        <message>
            <source>Cần sửa trước khi dùng</source>
            <translation>To put right before use</translation>
        </message>
        <message>
            <source>Không khác bản đang dùng.</source>
            <translation>No different from the version in force.</translation>
        </message>
        <message>
            <source>Lưu bản nháp  (F9)</source>
            <translation>Save the draft  (F9)</translation>
        </message>
        <message>
            <source>Lấy lại bước trước</source>
            <translation>Undo one step</translation>
        </message>
        <message>
            <source>Mục</source>
            <translation>Fact</translation>
        </message>
        <message>
            <source>So sánh rồi đưa vào dùng  (F5)</source>
            <translation>Compare, then use  (F5)</translation>
        </message>
        <message>
            <source>So với bản đang dùng</source>
            <translation>Compared with the version in force</translation>
        </message>
        <message>
            <source>Về danh sách  (Esc)</source>
            <translation>Back to the list  (Esc)</translation>
        </message>
        <message>
            <source>{0}, chưa lưu</source>
            <translation>{0}, not saved</translation>
        </message>
        <message>
            <source>Áp dụng từ</source>
            <translation>In force from</translation>
        </message>
        <message>
            <source>Đang dùng</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>Đủ để đưa vào dùng.</source>
            <translation>Ready to be used.</translation>
        </message>
    </context>
    <context>
        <name>Roles</name>
        <message>
            <source>Chủ hồ sơ và người nộp lúc nào cũng có. Chỉ hỏi thêm người mà tờ khai cần.</source>
            <translation>Owner and submitter are always there. Ask only for those the form needs.</translation>
        </message>
        <message>
            <source>bắt buộc</source>
            <translation>required</translation>
        </message>
        <message>
            <source>có thể có</source>
            <translation>possible</translation>
        </message>
        <message>
            <source>không hỏi</source>
            <translation>not asked</translation>
        </message>
    </context>
    <context>
        <name>page_keys</name>
        <message>
            <source>Xóa trang</source>
            <translation>Remove page</translation>
        </message>
        <message>
            <source>Đưa trang lên trước</source>
            <translation>Move page forward</translation>
        </message>
        <message>
            <source>Đưa trang ra sau</source>
            <translation>Move page back</translation>
        </message>
        <message>
            <source>Bỏ các trang trắng</source>
            <translation>Remove the blank pages</translation>
        </message>
        <message>
            <source>Chuyển trang đã chọn sang giấy tờ khác</source>
            <translation>Send the chosen pages to another paper</translation>
        </message>
        <message>
            <source>Ghép xấp mặt trước với xấp mặt sau</source>
            <translation>Join a stack of fronts and one of backs</translation>
        </message>
        <message>
            <source>Giữ trang trắng hoặc tờ phân cách này</source>
            <translation>Keep this blank page or separator sheet</translation>
        </message>
        <message>
            <source>Gộp cả vào giấy tờ đứng trước</source>
            <translation>Merge everything into the paper before</translation>
        </message>
        <message>
            <source>Nguyên ảnh: bỏ chỉnh nghiêng và làm sạch</source>
            <translation>As captured: without straightening and cleaning</translation>
        </message>
        <message>
            <source>Quét chèn vào trước trang này</source>
            <translation>Scan in before this page</translation>
        </message>
        <message>
            <source>Quét hai mặt bằng máy một mặt</source>
            <translation>Both sides with a one-sided scanner</translation>
        </message>
        <message>
            <source>Quét lại trang này</source>
            <translation>Scan this page again</translation>
        </message>
        <message>
            <source>Tách từ trang này sang giấy tờ khác</source>
            <translation>Split from this page on to another paper</translation>
        </message>
        <message>
            <source>Xem trang thật lớn</source>
            <translation>See the page large</translation>
        </message>
        <message>
            <source>Xoay phải</source>
            <translation>Turn right</translation>
        </message>
        <message>
            <source>Xoay trái</source>
            <translation>Turn left</translation>
        </message>
        <message>
            <source>Đảo thứ tự: trang cuối lên đầu</source>
            <translation>Reverse: the last page first</translation>
        </message>
    </context>
    <context>
        <name>PageActs</name>
        <message>
            <source>Có {0} trang, số lẻ: có mặt giấy thiếu hoặc thừa.</source>
            <translation>{0} pages, an odd count: a side is missing or too many.</translation>
        </message>
        <message>
            <source>Quét thêm mặt thiếu hoặc xóa trang thừa, rồi nhấn X.</source>
            <translation>Scan the missing side or remove the page too many, then press X.</translation>
        </message>
        <message>
            <source>Đã xếp thành {0} tờ hai mặt.</source>
            <translation>Put in order as {0} two-sided sheets.</translation>
        </message>
        <message>
            <source>Tờ phân cách và các trang sau nó đã về chỗ cũ.</source>
            <translation>The separator sheet and the pages behind it are back where they lay.</translation>
        </message>
        <message>
            <source>Đã xóa {0} trang. Ctrl+Z để lấy lại.</source>
            <translation>Pages removed: {0}. Ctrl+Z brings them back.</translation>
        </message>
        <message>
            <source>Ctrl+Z để lấy lại.</source>
            <translation>Ctrl+Z takes it back.</translation>
        </message>
        <message>
            <source>Không còn thao tác trang nào để lấy lại.</source>
            <translation>Nothing done with pages is left to take back.</translation>
        </message>
        <message>
            <source>Không có trang trắng nào.</source>
            <translation>There are no blank pages.</translation>
        </message>
        <message>
            <source>{0} trang đã sang «{1}».</source>
            <translation>Pages that went to «{1}»: {0}.</translation>
        </message>
        <message>
            <source>Từ trang này đã sang «{0}».</source>
            <translation>From this page on everything went to «{0}».</translation>
        </message>
        <message>
            <source>Đã bỏ các trang trắng. Ctrl+Z để lấy lại.</source>
            <translation>The blank pages are out. Ctrl+Z brings them back.</translation>
        </message>
        <message>
            <source>Đã gộp vào «{0}».</source>
            <translation>Merged into «{0}».</translation>
        </message>
        <message>
            <source>Đã lấy lại: {0}.</source>
            <translation>Taken back: {0}.</translation>
        </message>
    </context>
    <context>
        <name>PageStrip</name>
        <message>
            <source>K: giữ lại tờ phân cách này. Các trang sau nó vào «{0}».</source>
            <translation>K: keep this separator sheet. The pages behind it went to «{0}».</translation>
        </message>
        <message>
            <source>{0} trang đã chọn: R, Del, C làm với cả {0} trang.</source>
            <translation>{0} pages chosen: R, Del, C act on all {0}.</translation>
        </message>
        <message>
            <source>K: giữ lại tờ phân cách này. Các trang sau nó ở nguyên chỗ.</source>
            <translation>K: keep this separator sheet. The pages behind it stay.</translation>
        </message>
        <message>
            <source>Quét (F6)</source>
            <translation>Scan (F6)</translation>
        </message>
        <message>
            <source>Thêm tệp</source>
            <translation>Add files</translation>
        </message>
        <message>
            <source>Xoay trang</source>
            <translation>Turn page</translation>
        </message>
        <message>
            <source>Đưa trang lên trước</source>
            <translation>Move page forward</translation>
        </message>
        <message>
            <source>Đưa trang ra sau</source>
            <translation>Move page back</translation>
        </message>
        <message>
            <source>Xóa trang</source>
            <translation>Remove page</translation>
        </message>
        <message>
            <source>Các trang của giấy tờ đang chọn</source>
            <translation>Pages of the chosen paper</translation>
        </message>
        <message>
            <source>Chưa có trang nào. Nhấn F6 để quét, hoặc kéo thả tệp PDF, ảnh vào đây.</source>
            <translation>No pages yet. Press F6 to scan, or drop PDF and picture files here.</translation>
        </message>
        <message>
            <source>Trang đã quét</source>
            <translation>Scanned pages</translation>
        </message>
        <message>
            <source>Trang {0} trên {1}</source>
            <translation>Page {0} of {1}</translation>
        </message>
        <message>
            <source>Dừng quét</source>
            <translation>Stop scanning</translation>
        </message>
        <message>
            <source>Chọn cách quét</source>
            <translation>Choose how to scan</translation>
        </message>
        <message>
            <source>Cách quét: {0} (Ctrl+F6: cách kế tiếp)</source>
            <translation>Scan profile: {0} (Ctrl+F6: the next one)</translation>
        </message>
        <message>
            <source>Có lẽ trang trắng. K: giữ, B: bỏ các trang trắng.</source>
            <translation>Probably blank. K keeps it, B removes the blank pages.</translation>
        </message>
        <message>
            <source>Việc khác với trang này</source>
            <translation>More to do with this page</translation>
        </message>
        <message>
            <source>có lẽ là trang trắng</source>
            <translation>probably blank</translation>
        </message>
    </context>
    <context>
        <name>FilePassword</name>
        <message>
            <source>Tệp có mật khẩu</source>
            <translation>The file has a password</translation>
        </message>
        <message>
            <source>Mở tệp</source>
            <translation>Open the file</translation>
        </message>
        <message>
            <source>Mật khẩu người nộp cho biết</source>
            <translation>The password the applicant told</translation>
        </message>
        <message>
            <source>Bản đã mở được lưu vào hồ sơ và việc mở được ghi lại; mật khẩu thì không.</source>
            <translation>The opened file is kept and the opening is recorded; the password is not.</translation>
        </message>
    </context>
    <context>
        <name>PaperTray</name>
        <message>
            <source>Chọn giấy tờ cần quét trước (F5).</source>
            <translation>Choose the paper to scan first (F5).</translation>
        </message>
        <message>
            <source>Thêm tệp vào giấy tờ đang chọn</source>
            <translation>Add files to the chosen paper</translation>
        </message>
        <message>
            <source>Tài liệu và ảnh (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)</source>
            <translation>Documents and pictures (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)</translation>
        </message>
        <message>
            <source>Ctrl+Z nếu đó là trang thật.</source>
            <translation>Ctrl+Z if it was a real page.</translation>
        </message>
        <message>
            <source>F3 để tra hồ sơ đó.</source>
            <translation>F3 looks that dossier up.</translation>
        </message>
        <message>
            <source>Không có giấy tờ nào đứng trước đã có trang.</source>
            <translation>No paper before this one has pages.</translation>
        </message>
        <message>
            <source>Trang mang mã hồ sơ {0}.</source>
            <translation>The page bears dossier code {0}.</translation>
        </message>
        <message>
            <source>Đã bỏ tờ phân cách; các trang sau nó vào «{0}».</source>
            <translation>A separator sheet was left out; the pages behind it went to «{0}».</translation>
        </message>
        <message>
            <source>Đã bỏ tờ phân cách; các trang sau ở nguyên chỗ.</source>
            <translation>A separator sheet was left out; the pages behind it stay.</translation>
        </message>
    </context>
    <context>
        <name>PersonCard</name>
        <message>
            <source>Tiến độ đọc thẻ</source>
            <translation>Progress of reading the card</translation>
        </message>
        <message>
            <source>Không có thẻ: gõ 12 số rồi Enter, hoặc nhập họ tên ở dưới.</source>
            <translation>No card: type 12 digits and Enter, or the name below.</translation>
        </message>
        <message>
            <source>Ảnh trên thẻ</source>
            <translation>Portrait on the card</translation>
        </message>
        <message>
            <source>Sửa tay</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>Đã đối chiếu VNeID</source>
            <translation>VNeID checked</translation>
        </message>
        <message>
            <source>Số định danh</source>
            <translation>Identity number</translation>
        </message>
        <message>
            <source>ngày/tháng/năm</source>
            <translation>day/month/year</translation>
        </message>
        <message>
            <source>Họ và tên</source>
            <translation>Full name</translation>
        </message>
        <message>
            <source>Ngày sinh</source>
            <translation>Born</translation>
        </message>
        <message>
            <source>Giới tính</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>Nơi thường trú</source>
            <translation>Residence</translation>
        </message>
        <message>
            <source>Điện thoại</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>Thư điện tử</source>
            <translation>E-mail</translation>
        </message>
    </context>
    <context>
        <name>PostSide</name>
        <message>
            <source>Bưu chính công ích</source>
            <translation>Public post</translation>
        </message>
        <message>
            <source>Bưu điện chuyển hoàn</source>
            <translation>The post brought it back</translation>
        </message>
        <message>
            <source>Bưu điện đã phát</source>
            <translation>The post delivered it</translation>
        </message>
        <message>
            <source>Chưa gửi bưu chính.</source>
            <translation>Not given to the post yet.</translation>
        </message>
        <message>
            <source>Ghi chú</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Giao bưu chính</source>
            <translation>Give to the post</translation>
        </message>
        <message>
            <source>Hành trình bưu gửi</source>
            <translation>The way of the item</translation>
        </message>
        <message>
            <source>Mã bưu gửi</source>
            <translation>Postal number</translation>
        </message>
        <message>
            <source>Phát không được</source>
            <translation>Could not be delivered</translation>
        </message>
        <message>
            <source>Đã chuyển hoàn</source>
            <translation>Brought back</translation>
        </message>
        <message>
            <source>Đã ghi giao bưu chính {0}.</source>
            <translation>Given to the post as {0}.</translation>
        </message>
        <message>
            <source>Đã giao bưu chính</source>
            <translation>Given to the post</translation>
        </message>
        <message>
            <source>Đã phát</source>
            <translation>Delivered</translation>
        </message>
        <message>
            <source>Địa chỉ nhận</source>
            <translation>Address</translation>
        </message>
    </context>
    <context>
        <name>PressingPage</name>
        <message>
            <source>Hồ sơ sắp hạn và quá hạn</source>
            <translation>Dossiers due soon and late</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>Còn</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>Đã nhắc</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>Xin lỗi</source>
            <translation>Apology</translation>
        </message>
        <message>
            <source>Ghi đã nhắc  (F9)</source>
            <translation>Note reminder  (F9)</translation>
        </message>
        <message>
            <source> ngày làm việc</source>
            <translation> working day(s)</translation>
        </message>
        <message>
            <source>Xem dự thảo Mẫu 04  (F7)</source>
            <translation>Draft of form 04  (F7)</translation>
        </message>
        <message>
            <source>Hẹn lại và in</source>
            <translation>New date and print</translation>
        </message>
        <message>
            <source>Sắp hạn, quá hạn</source>
            <translation>Due soon, overdue</translation>
        </message>
        <message>
            <source>Dự thảo xin lỗi</source>
            <translation>Draft apology</translation>
        </message>
        <message>
            <source>Ghi đã nhắc</source>
            <translation>Note reminder</translation>
        </message>
        <message>
            <source>đã gửi</source>
            <translation>sent</translation>
        </message>
        <message>
            <source>{0} quá hạn · {1} sắp đến hạn. Enter để mở hồ sơ.</source>
            <translation>{0} overdue · {1} due soon. Enter opens the dossier.</translation>
        </message>
        <message>
            <source>Không có hồ sơ nào sắp hạn hay quá hạn.</source>
            <translation>Nothing is due soon or late.</translation>
        </message>
        <message>
            <source>Đã xin lỗi và hẹn lại; chỉ được một lần.</source>
            <translation>Apologised with a new date; only once is allowed.</translation>
        </message>
        <message>
            <source>Gửi phiếu xin lỗi chậm nhất {0}.</source>
            <translation>The apology must be sent by {0}.</translation>
        </message>
        <message>
            <source>Đã ghi: nhắc {0}.</source>
            <translation>Noted: reminded {0}.</translation>
        </message>
        <message>
            <source>Hẹn lại: {0}.</source>
            <translation>New date: {0}.</translation>
        </message>
        <message>
            <source>Đã hẹn lại, phiếu xin lỗi đang in.</source>
            <translation>New date promised, the apology is printing.</translation>
        </message>
        <message>
            <source>Đang ở ai</source>
            <translation>With whom</translation>
        </message>
        <message>
            <source>Đã nhắc ai</source>
            <translation>Who was reminded</translation>
        </message>
        <message>
            <source>Xin lỗi và hẹn lại</source>
            <translation>Apologise, new date</translation>
        </message>
        <message>
            <source>Lý do chậm</source>
            <translation>Why it is late</translation>
        </message>
        <message>
            <source>Cần thêm</source>
            <translation>Needs another</translation>
        </message>
        <message>
            <source>Người ký</source>
            <translation>Signer</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Xem trước</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>Esc: đóng</source>
            <translation>Esc: close</translation>
        </message>
        <message>
            <source>Trang {0}/{1}  ·  ← →: trang khác  ·  Esc: đóng</source>
            <translation>Page {0}/{1}  ·  ← →: other pages  ·  Esc: close</translation>
        </message>
    </context>
    <context>
        <name>ProcedureBox</name>
        <message>
            <source>Thủ tục: gõ vài chữ – khai sinh, sao y, độc thân…</source>
            <translation>Procedure: a few letters – khai sinh, sao y…</translation>
        </message>
        <message>
            <source>Trường hợp</source>
            <translation>Case</translation>
        </message>
        <message>
            <source>Tìm thủ tục</source>
            <translation>Find a procedure</translation>
        </message>
        <message>
            <source>Chưa chọn thủ tục</source>
            <translation>No procedure chosen</translation>
        </message>
        <message>
            <source>Thủ tục tìm thấy</source>
            <translation>Procedures found</translation>
        </message>
        <message>
            <source> · chưa đủ dữ liệu</source>
            <translation> · data incomplete</translation>
        </message>
        <message>
            <source>Không có thủ tục nào khớp. Thử từ khác hoặc mã.</source>
            <translation>No procedure matches. Try another word or the code.</translation>
        </message>
        <message>
            <source>Chưa đủ dữ liệu</source>
            <translation>Data incomplete</translation>
        </message>
        <message>
            <source>trường hợp thường</source>
            <translation>ordinary case</translation>
        </message>
    </context>
    <context>
        <name>ProceduresBook</name>
        <message>
            <source>Bản nháp chưa lưu.</source>
            <translation>The draft is not saved.</translation>
        </message>
        <message>
            <source>Bỏ qua bản ghi {0}.</source>
            <translation>Left out: record {0}.</translation>
        </message>
        <message>
            <source>Còn {0} chỗ cần sửa.</source>
            <translation>{0} things are still to be put right.</translation>
        </message>
        <message>
            <source>Cần sửa trước khi dùng</source>
            <translation>To put right before use</translation>
        </message>
        <message>
            <source>Dùng được.</source>
            <translation>Ready.</translation>
        </message>
        <message>
            <source>F9 để lưu, Esc lần nữa để bỏ những gì vừa gõ.</source>
            <translation>F9 saves it, Esc again gives up what was typed.</translation>
        </message>
        <message>
            <source>Lưu bản nháp</source>
            <translation>Save the draft</translation>
        </message>
        <message>
            <source>Lấy lại</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>Lọc</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Lọc thủ tục</source>
            <translation>Filter procedures</translation>
        </message>
        <message>
            <source>Mã, tên, lời người dân; gõ không dấu cũng được</source>
            <translation>Code, name or people's words; no diacritics needed</translation>
        </message>
        <message>
            <source>Sửa thành bản mới</source>
            <translation>Edit as a new version</translation>
        </message>
        <message>
            <source>Sửa thành bản mới  (Enter)</source>
            <translation>Edit as new  (Enter)</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Thủ tục mới theo mã đã gõ</source>
            <translation>New, by the code typed</translation>
        </message>
        <message>
            <source>Thủ tục nào</source>
            <translation>Which procedures</translation>
        </message>
        <message>
            <source>Thủ tục và phiên bản</source>
            <translation>Procedures and versions</translation>
        </message>
        <message>
            <source>Mã</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Phiên bản</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Tình trạng</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Về danh sách</source>
            <translation>Back to the list</translation>
        </message>
        <message>
            <source>Xem lại những gì khác, rồi nhấn F5 lần nữa để đưa vào dùng.</source>
            <translation>Look through what differs, then press F5 again to use it.</translation>
        </message>
        <message>
            <source>bản của cơ quan</source>
            <translation>the office's own</translation>
        </message>
        <message>
            <source>chưa dùng được</source>
            <translation>not ready</translation>
        </message>
        <message>
            <source>chờ đưa vào dùng</source>
            <translation>to be released</translation>
        </message>
        <message>
            <source>còn {0} bản ghi khác</source>
            <translation>and {0} more</translation>
        </message>
        <message>
            <source>cần sửa {0} chỗ</source>
            <translation>{0} to put right</translation>
        </message>
        <message>
            <source>tất cả</source>
            <translation>all</translation>
        </message>
        <message>
            <source>{0} (nháp)</source>
            <translation>{0} (draft)</translation>
        </message>
        <message>
            <source>Đã bỏ bản nháp {0}.</source>
            <translation>Draft {0} dropped.</translation>
        </message>
        <message>
            <source>Đã lưu bản nháp {0}.</source>
            <translation>Draft {0} saved.</translation>
        </message>
        <message>
            <source>Nhập gói thủ tục…  (Ctrl+O)</source>
            <translation>Import a packet…  (Ctrl+O)</translation>
        </message>
        <message>
            <source>Đưa vào dùng</source>
            <translation>Put into use</translation>
        </message>
        <message>
            <source>Nhập gói</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>dùng được</source>
            <translation>usable</translation>
        </message>
        <message>
            <source>{0} (cơ quan)</source>
            <translation>{0} (office)</translation>
        </message>
        <message>
            <source>{0} phiên bản, {1} chưa dùng được.</source>
            <translation>{0} versions, {1} not usable yet.</translation>
        </message>
        <message>
            <source>{0} dùng được từ {1}.</source>
            <translation>{0} usable from {1}.</translation>
        </message>
        <message>
            <source>Gói thủ tục</source>
            <translation>Procedure packet</translation>
        </message>
        <message>
            <source>Gói thủ tục (*.json)</source>
            <translation>Procedure packet (*.json)</translation>
        </message>
        <message>
            <source>Đã nhập {0} thủ tục, chưa đưa vào dùng.</source>
            <translation>{0} procedures imported, not in use yet.</translation>
        </message>
    </context>
    <context>
        <name>Promise</name>
        <message>
            <source>Tiếp nhận và in  (F9)</source>
            <translation>Receive and print  (F9)</translation>
        </message>
        <message>
            <source>Tiếp nhận  (F9)</source>
            <translation>Receive  (F9)</translation>
        </message>
        <message>
            <source>Còn {0} việc trước khi tiếp nhận</source>
            <translation>Still to do: {0}</translation>
        </message>
        <message>
            <source>Đủ để tiếp nhận</source>
            <translation>Ready to receive</translation>
        </message>
        <message>
            <source>… và {0} việc nữa</source>
            <translation>… and {0} more</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>Thời hạn</source>
            <translation>Time limit</translation>
        </message>
        <message>
            <source>Lệ phí</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Nhận kết quả</source>
            <translation>Collection</translation>
        </message>
        <message>
            <source>Số bộ</source>
            <translation>Sets</translation>
        </message>
        <message>
            <source>Ghi chú</source>
            <translation>Note</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Khóa</source>
            <translation>Lock</translation>
        </message>
        <message>
            <source>Đổi người</source>
            <translation>Sign out</translation>
        </message>
    </context>
    <context>
        <name>RegisterBook</name>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Người ký</source>
            <translation>Signer</translation>
        </message>
        <message>
            <source>Số</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Sổ theo dõi hồ sơ</source>
            <translation>Register of dossiers</translation>
        </message>
        <message>
            <source>Nhận</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>Đã trả</source>
            <translation>Returned</translation>
        </message>
        <message>
            <source>Đánh số  (F9)</source>
            <translation>Number  (F9)</translation>
        </message>
        <message>
            <source>Quầy này đánh số vào sổ</source>
            <translation>This desk numbers the register</translation>
        </message>
        <message>
            <source>Khóa sổ năm  (F5)</source>
            <translation>Close the year  (F5)</translation>
        </message>
        <message>
            <source>In sổ</source>
            <translation>Print the book</translation>
        </message>
        <message>
            <source>Đánh số</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>Khóa sổ năm</source>
            <translation>Close the year</translation>
        </message>
        <message>
            <source>Còn {0} hồ sơ chưa vào sổ.</source>
            <translation>{0} dossiers are not in the book yet.</translation>
        </message>
        <message>
            <source>Sổ năm {0} đến số {1}.</source>
            <translation>The book of {0} stands at number {1}.</translation>
        </message>
        <message>
            <source>Sổ của cả cơ quan, theo máy chủ. Quầy này còn {0} hồ sơ chờ số.</source>
            <translation>The whole office's book, from the server. {0} dossiers of this counter wait for a number.</translation>
        </message>
        <message>
            <source>Số của quầy này trong sổ năm {0}.</source>
            <translation>This counter's numbers in the book of {0}.</translation>
        </message>
        <message>
            <source>Chưa hỏi được máy chủ cả sổ: {0}</source>
            <translation>The server was not asked for the whole book: {0}</translation>
        </message>
        <message>
            <source>Đang hỏi máy chủ sổ của cả cơ quan …</source>
            <translation>Asking the server for the office's book …</translation>
        </message>
        <message>
            <source>Sổ năm {0} chưa có số nào.</source>
            <translation>The book of {0} has no number yet.</translation>
        </message>
        <message>
            <source>Đã khóa ngày {0}, người ký {1}.</source>
            <translation>Closed on {0}, signed by {1}.</translation>
        </message>
        <message>
            <source>Đã vào sổ {0} hồ sơ.</source>
            <translation>{0} dossiers entered.</translation>
        </message>
        <message>
            <source>Không còn hồ sơ nào chờ vào sổ.</source>
            <translation>No dossier waits for a number.</translation>
        </message>
        <message>
            <source>Đã khóa sổ năm {0}.</source>
            <translation>The book of {0} is closed.</translation>
        </message>
        <message>
            <source>Đang in sổ theo dõi.</source>
            <translation>Printing the register.</translation>
        </message>
        <message>
            <source>Sổ của năm</source>
            <translation>Book of the year</translation>
        </message>
        <message>
            <source>In sổ  (Ctrl+P)</source>
            <translation>Print the book  (Ctrl+P)</translation>
        </message>
        <message>
            <source>Từ số</source>
            <translation>From number</translation>
        </message>
        <message>
            <source>Đến số</source>
            <translation>To number</translation>
        </message>
        <message>
            <source>Khóa sổ khi hết năm</source>
            <translation>Close when the year is over</translation>
        </message>
    </context>
    <context>
        <name>ResultLines</name>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Hồ sơ trong lượt này</source>
            <translation>Dossiers of this visit</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Trạng thái</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Để tại</source>
            <translation>Lies at</translation>
        </message>
    </context>
    <context>
        <name>ResultsPage</name>
        <message>
            <source>Trả cho người dân</source>
            <translation>Hand out</translation>
        </message>
        <message>
            <source>Nhận từ phòng (F4)</source>
            <translation>Take in from a department (F4)</translation>
        </message>
        <message>
            <source>Quét giấy hẹn, gõ mã hoặc số định danh</source>
            <translation>Scan a receipt, type a code or an identity number</translation>
        </message>
        <message>
            <source>Trả kết quả</source>
            <translation>Results</translation>
        </message>
        <message>
            <source>Nhận từ phòng</source>
            <translation>Take in</translation>
        </message>
        <message>
            <source>Lấy hết của người này</source>
            <translation>All of this person</translation>
        </message>
        <message>
            <source>In danh sách ký nhận</source>
            <translation>Print the signing list</translation>
        </message>
        <message>
            <source>Không thấy hồ sơ nào chờ trả với «{0}».</source>
            <translation>Nothing waits to be handed over for “{0}”.</translation>
        </message>
        <message>
            <source>{0} hồ sơ. Enter để chọn, Esc để thôi.</source>
            <translation>{0} dossiers. Enter chooses, Esc leaves.</translation>
        </message>
        <message>
            <source>{0} hồ sơ trong lượt này. Quét tiếp, hoặc F9 để trả.</source>
            <translation>{0} dossiers in this visit. Scan on, or F9 hands over.</translation>
        </message>
        <message>
            <source>Quét giấy hẹn; mất giấy hẹn: gõ tên, số định danh hoặc 4 số cuối.</source>
            <translation>Scan the receipt; if it is lost, type the name, identity number or last 4 digits.</translation>
        </message>
        <message>
            <source>Người này không còn kết quả nào khác.</source>
            <translation>Nothing else lies ready for this person.</translation>
        </message>
        <message>
            <source>Đã trả {0} kết quả cho {1}</source>
            <translation>Handed over {0} results to {1}</translation>
        </message>
        <message>
            <source>Quét giấy hẹn hoặc gõ mã, tên, số định danh</source>
            <translation>Scan a receipt or type code, name, number</translation>
        </message>
        <message>
            <source>Quét giấy hẹn của kết quả vừa về</source>
            <translation>Scan the receipt of the result that came</translation>
        </message>
    </context>
    <context>
        <name>ScanFoot</name>
        <message>
            <source>Thôi</source>
            <translation>Give up</translation>
        </message>
        <message>
            <source>Chờ giấy</source>
            <translation>Wait for paper</translation>
        </message>
        <message>
            <source>Ghép</source>
            <translation>Combine</translation>
        </message>
        <message>
            <source>Khay hết giấy thì chờ, có giấy là quét tiếp.</source>
            <translation>With an empty feeder, wait, and scan as soon as there is paper.</translation>
        </message>
        <message>
            <source>Mặt sau đã đúng thứ tự</source>
            <translation>Backs are in order</translation>
        </message>
        <message>
            <source>Số tờ sắp quét</source>
            <translation>Sheets to scan</translation>
        </message>
        <message>
            <source>Số tờ sắp quét, để biết thiếu hay thừa. –: không đếm.</source>
            <translation>Sheets to scan, to know of missing or surplus ones. –: not counted.</translation>
        </message>
        <message>
            <source>Số tờ: </source>
            <translation>Sheets: </translation>
        </message>
        <message>
            <source>Số tờ: –</source>
            <translation>Sheets: –</translation>
        </message>
    </context>
    <context>
        <name>ScanRun</name>
        <message>
            <source>Giấy tờ này có bao nhiêu tờ?</source>
            <translation>How many sheets has this paper?</translation>
        </message>
        <message>
            <source>Số tờ</source>
            <translation>Sheets</translation>
        </message>
        <message>
            <source>Xem lại tập giấy: thiếu {0}, thừa {1} trang.</source>
            <translation>Look through the stack: {0} pages missing, {1} too many.</translation>
        </message>
        <message>
            <source>Đã nói {0} tờ, nhận được {1} trang.</source>
            <translation>{0} sheets were said, {1} pages came.</translation>
        </message>
        <message>
            <source>1. Đặt xấp giấy, mặt trước; nhấn F6. Đã có {0} mặt trước.</source>
            <translation>1. Put the stack in, fronts first; press F6. {0} fronts so far.</translation>
        </message>
        <message>
            <source>2. {0} mặt trước. Lật cả xấp giấy, đặt lại; nhấn F6. Đã có {1} mặt sau.</source>
            <translation>2. {0} fronts. Turn the whole stack over, put it in; press F6. {1} backs so far.</translation>
        </message>
        <message>
            <source>Ctrl+Z để tách lại.</source>
            <translation>Ctrl+Z takes them apart.</translation>
        </message>
        <message>
            <source>Trang đang chọn giống trang trước nó; nhấn Del nếu thừa.</source>
            <translation>The chosen page is like one before it; press Del if it is surplus.</translation>
        </message>
        <message>
            <source>{0} trang có vẻ bị quét hai lần.</source>
            <translation>{0} pages seem to be scanned twice.</translation>
        </message>
        <message>
            <source>Đã ghép {0} tờ hai mặt.</source>
            <translation>{0} sheets of two sides put together.</translation>
        </message>
    </context>
    <context>
        <name>SearchPage</name>
        <message>
            <source>Quét giấy hẹn, hoặc gõ mã, 4 số cuối, tên không dấu, số định danh, điện thoại</source>
            <translation>Scan a receipt, or type a code, its last 4 digits, a name, an identity number, a phone</translation>
        </message>
        <message>
            <source>Tìm hồ sơ</source>
            <translation>Find a dossier</translation>
        </message>
        <message>
            <source>Hồ sơ tìm thấy</source>
            <translation>Dossiers found</translation>
        </message>
        <message>
            <source>Tra cứu hồ sơ</source>
            <translation>Search</translation>
        </message>
        <message>
            <source>Gõ vài chữ để tìm.</source>
            <translation>Type a few letters.</translation>
        </message>
        <message>
            <source>Không thấy hồ sơ nào. Thử ít chữ hơn, hoặc 4 số cuối.</source>
            <translation>Nothing found. Try fewer letters, or the last 4 digits.</translation>
        </message>
        <message>
            <source>{0} hồ sơ. Enter để mở.</source>
            <translation>{0} found. Enter opens.</translation>
        </message>
    </context>
    <context>
        <name>Shelf</name>
        <message>
            <source>Ghi nơi để một lần, rồi quét giấy hẹn của từng kết quả.</source>
            <translation>Write the place once, then scan the receipt of each result.</translation>
        </message>
        <message>
            <source>Nhận kết quả từ phòng</source>
            <translation>Results from the departments</translation>
        </message>
        <message>
            <source>Nơi để giữ nguyên cho các kết quả quét sau, đến khi ghi nơi khác.</source>
            <translation>The place stays for the results scanned next, until you write another.</translation>
        </message>
        <message>
            <source>Ví dụ: Ngăn B-17</source>
            <translation>E.g. shelf B-17</translation>
        </message>
        <message>
            <source>Đã nhận {0} kết quả về quầy.</source>
            <translation>Taken in: {0} results.</translation>
        </message>
        <message>
            <source>Để kết quả tại</source>
            <translation>Place of the result</translation>
        </message>
    </context>
    <context>
        <name>SideChoice</name>
        <message>
            <source>Khác</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>Việc khác về hồ sơ này (F8)</source>
            <translation>Other work on this dossier (F8)</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>Quên mật khẩu? Dùng tờ khóa khôi phục</source>
            <translation>Forgot the password? Use the recovery paper</translation>
        </message>
        <message>
            <source>Máy mới, đã có bản sao lưu</source>
            <translation>New machine, there is a backup</translation>
        </message>
        <message>
            <source>Đang mở…</source>
            <translation>Opening…</translation>
        </message>
        <message>
            <source>Đăng nhập thử: {0}</source>
            <translation>Try as: {0}</translation>
        </message>
        <message>
            <source>Chương trình gặp lỗi khi mở.</source>
            <translation>The program failed to open.</translation>
        </message>
        <message>
            <source>Đóng chương trình, mở lại; nếu vẫn lỗi, gọi bộ phận kỹ thuật.</source>
            <translation>Close it and start again; if it still fails, call support.</translation>
        </message>
        <message>
            <source>Quầy tiếp nhận và trả kết quả</source>
            <translation>Reception desk</translation>
        </message>
        <message>
            <source>Đăng nhập</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>Tên đăng nhập</source>
            <translation>Login</translation>
        </message>
        <message>
            <source>Mật khẩu</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Bản dùng thử, dữ liệu giả định. Bấm tên để vào:</source>
            <translation>Demonstration with invented data. Click a name:</translation>
        </message>
        <message>
            <source>Máy này dùng lần đầu. Tạo tài khoản quản trị của cơ quan.</source>
            <translation>This machine starts for the first time. Create the office's administrator.</translation>
        </message>
        <message>
            <source>Tạo tài khoản quản trị</source>
            <translation>Create administrator</translation>
        </message>
        <message>
            <source>Họ và tên</source>
            <translation>Full name</translation>
        </message>
        <message>
            <source>Mật khẩu (từ {0} ký tự)</source>
            <translation>Password (at least {0} characters)</translation>
        </message>
        <message>
            <source>Nhập lại mật khẩu</source>
            <translation>Password again</translation>
        </message>
        <message>
            <source>Ngôn ngữ</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Màu nền</source>
            <translation>Colours</translation>
        </message>
        <message>
            <source>Nhập họ và tên.</source>
            <translation>Type the full name.</translation>
        </message>
        <message>
            <source>Nhập tên đăng nhập.</source>
            <translation>Type the login.</translation>
        </message>
        <message>
            <source>Mật khẩu cần từ {0} ký tự.</source>
            <translation>The password needs at least {0} characters.</translation>
        </message>
        <message>
            <source>Hai lần nhập mật khẩu chưa giống nhau.</source>
            <translation>The two passwords differ.</translation>
        </message>
        <message>
            <source>Đang mở kho hồ sơ…</source>
            <translation>Opening the dossiers…</translation>
        </message>
    </context>
    <context>
        <name>StandingSide</name>
        <message>
            <source> ngày</source>
            <translation> days</translation>
        </message>
        <message>
            <source> Đã quá ngày dự kiến.</source>
            <translation> The expected day has passed.</translation>
        </message>
        <message>
            <source>Chờ nộp {0}: {1}. Thời hạn đang dừng từ {2}.</source>
            <translation>{0} to be paid: {1}. The clock stands since {2}.</translation>
        </message>
        <message>
            <source>Dự kiến trong</source>
            <translation>Expected within</translation>
        </message>
        <message>
            <source>Ghi chú</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Khoản nộp, theo thông báo nào</source>
            <translation>What for, by which notice</translation>
        </message>
        <message>
            <source>Nộp bằng</source>
            <translation>Paid by</translation>
        </message>
        <message>
            <source>Nộp trong</source>
            <translation>To be paid within</translation>
        </message>
        <message>
            <source>Phải xác minh</source>
            <translation>Verification is needed</translation>
        </message>
        <message>
            <source>Số giao dịch, số biên lai</source>
            <translation>Transaction or receipt number</translation>
        </message>
        <message>
            <source>Số tiền phải nộp (đồng)</source>
            <translation>Amount to be paid (đồng)</translation>
        </message>
        <message>
            <source>Thông báo nộp tiền</source>
            <translation>Notice to pay</translation>
        </message>
        <message>
            <source>Thời gian không tính</source>
            <translation>Time that does not count</translation>
        </message>
        <message>
            <source>Thời hạn dừng từ bây giờ.</source>
            <translation>The clock stands from now on.</translation>
        </message>
        <message>
            <source>Thời hạn tính tiếp, hẹn trả mới: {0}.</source>
            <translation>The clock goes on, new appointment: {0}.</translation>
        </message>
        <message>
            <source>Thời hạn đang tính; hẹn trả {0}.</source>
            <translation>The clock is running; appointment {0}.</translation>
        </message>
        <message>
            <source>Tính tiếp thời hạn</source>
            <translation>Let the clock go on</translation>
        </message>
        <message>
            <source>Tạm dừng thời hạn</source>
            <translation>Stop the clock</translation>
        </message>
        <message>
            <source>Vì sao phải xác minh</source>
            <translation>Why verification is needed</translation>
        </message>
        <message>
            <source>Vì việc gì</source>
            <translation>Because of</translation>
        </message>
        <message>
            <source>như thường lệ</source>
            <translation>as usual</translation>
        </message>
        <message>
            <source>{0}: dừng từ {1}, dự kiến đến {2}.</source>
            <translation>{0}: stands since {1}, expected until {2}.</translation>
        </message>
        <message>
            <source>Đã ghi thông báo nộp tiền, thời hạn dừng.</source>
            <translation>The notice to pay is recorded, the clock stands.</translation>
        </message>
        <message>
            <source>Đã nộp đủ</source>
            <translation>Paid in full</translation>
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <source>Chưa nối máy chủ</source>
            <translation>No server set up</translation>
        </message>
        <message>
            <source>Đang làm…</source>
            <translation>Working…</translation>
        </message>
        <message>
            <source>Đầu đọc sẵn sàng</source>
            <translation>Reader ready</translation>
        </message>
        <message>
            <source>Không có đầu đọc</source>
            <translation>No reader</translation>
        </message>
        <message>
            <source>Máy in</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>Chưa có máy in</source>
            <translation>No printer</translation>
        </message>
        <message>
            <source>Chưa in được</source>
            <translation>Not printed</translation>
        </message>
        <message>
            <source>Đang chờ gửi: –</source>
            <translation>Waiting to be sent: –</translation>
        </message>
        <message>
            <source>Gửi lỗi: {0}</source>
            <translation>Sending failed: {0}</translation>
        </message>
        <message>
            <source>Đang chờ gửi: {0}</source>
            <translation>Waiting to be sent: {0}</translation>
        </message>
        <message>
            <source>Đã lên hệ thống tỉnh</source>
            <translation>On the provincial system</translation>
        </message>
        <message>
            <source>Mất kết nối – vẫn làm việc được</source>
            <translation>No connection – work goes on</translation>
        </message>
    </context>
    <context>
        <name>StoredPapersSide</name>
        <message>
            <source>Chưa có giấy nào.</source>
            <translation>No paper yet.</translation>
        </message>
        <message>
            <source>Giấy đã cấp của hồ sơ</source>
            <translation>Papers issued for the dossier</translation>
        </message>
        <message>
            <source>Giấy đã cấp</source>
            <translation>Papers issued</translation>
        </message>
        <message>
            <source>In lại</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>In phiếu kiểm soát (Mẫu 06)</source>
            <translation>Print control slip (form 06)</translation>
        </message>
        <message>
            <source>Phiếu kiểm soát đang in.</source>
            <translation>The control slip is printing.</translation>
        </message>
        <message>
            <source>Xem giấy đang chọn (Enter)</source>
            <translation>Show the chosen paper (Enter)</translation>
        </message>
        <message>
            <source>{0} · số {1}</source>
            <translation>{0} · no. {1}</translation>
        </message>
        <message>
            <source>Đã in lại.</source>
            <translation>Printed again.</translation>
        </message>
        <message>
            <source>đã in {0} lần</source>
            <translation>printed {0} times</translation>
        </message>
        <message>
            <source>chưa in</source>
            <translation>not printed yet</translation>
        </message>
    </context>
    <context>
        <name>SupplementSide</name>
        <message>
            <source> ngày</source>
            <translation> days</translation>
        </message>
        <message>
            <source>Lý do, nội dung cần bổ sung</source>
            <translation>Why, and what must be supplemented</translation>
        </message>
        <message>
            <source>Vì sao yêu cầu lần nữa (lãnh đạo ghi)</source>
            <translation>Why again (the head writes)</translation>
        </message>
        <message>
            <source>Bổ sung trong</source>
            <translation>To be brought within</translation>
        </message>
        <message>
            <source>Nhận bổ sung</source>
            <translation>Take supplement</translation>
        </message>
        <message>
            <source>Yêu cầu bổ sung</source>
            <translation>Ask for supplement</translation>
        </message>
        <message>
            <source>Đánh dấu giấy tờ người dân mang đến; chỉ quét giấy mới (F6).</source>
            <translation>Tick what the person brought; scan only the new papers (F6).</translation>
        </message>
        <message>
            <source>Đánh dấu mọi giấy tờ còn thiếu: chỉ được yêu cầu một lần, đầy đủ.</source>
            <translation>Tick everything that is missing: asking is allowed once, completely.</translation>
        </message>
        <message>
            <source>Hồ sơ này không ở bước bổ sung.</source>
            <translation>No supplement is possible at this step.</translation>
        </message>
        <message>
            <source>Đã yêu cầu bổ sung, phiếu đang in.</source>
            <translation>Supplement asked for, the notice is printing.</translation>
        </message>
        <message>
            <source>Hẹn trả mới: {0}.</source>
            <translation>New due time: {0}.</translation>
        </message>
        <message>
            <source>Đã nhận bổ sung, giấy hẹn mới đang in.</source>
            <translation>Supplement taken, a new receipt is printing.</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>Quá trình giải quyết</source>
            <translation>History</translation>
        </message>
    </context>
    <context>
        <name>Toasts</name>
        <message>
            <source>Đóng thông báo</source>
            <translation>Close the notice</translation>
        </message>
    </context>
    <context>
        <name>TodayPage</name>
        <message>
            <source>Đang làm dở</source>
            <translation>In progress</translation>
        </message>
        <message>
            <source>Đến hạn hôm nay</source>
            <translation>Due today</translation>
        </message>
        <message>
            <source>Quá hạn</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>Có kết quả chờ trả</source>
            <translation>Results waiting</translation>
        </message>
        <message>
            <source>Chờ bổ sung</source>
            <translation>Awaiting papers</translation>
        </message>
        <message>
            <source>Hồ sơ chờ gửi</source>
            <translation>Dossiers to send</translation>
        </message>
        <message>
            <source>Đã nhận hôm nay</source>
            <translation>Received today</translation>
        </message>
        <message>
            <source>Danh sách hồ sơ</source>
            <translation>List of dossiers</translation>
        </message>
        <message>
            <source>Phiếu đang làm dở</source>
            <translation>Forms in progress</translation>
        </message>
        <message>
            <source>Việc hôm nay</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>In giấy hẹn còn nợ</source>
            <translation>Print owed receipts</translation>
        </message>
        <message>
            <source>Số liệu trong ngày</source>
            <translation>Figures of the day</translation>
        </message>
        <message>
            <source>Theo thủ tục</source>
            <translation>By procedure</translation>
        </message>
        <message>
            <source>Theo cán bộ</source>
            <translation>By clerk</translation>
        </message>
        <message>
            <source>Đã in {0} giấy hẹn.</source>
            <translation>Receipts printed: {0}.</translation>
        </message>
        <message>
            <source>Tiếp nhận {0} · Trả {1} · Quá hạn {2}</source>
            <translation>Received {0} · Returned {1} · Overdue {2}</translation>
        </message>
        <message>
            <source>Không có hồ sơ nào ở đây. Nhấn F2 để tiếp nhận người tiếp theo.</source>
            <translation>Nothing here. Press F2 for the next citizen.</translation>
        </message>
        <message>
            <source>Không có hồ sơ nào ở đây.</source>
            <translation>Nothing here.</translation>
        </message>
        <message>
            <source>(chưa có tên)</source>
            <translation>(no name yet)</translation>
        </message>
        <message>
            <source>bắt đầu {0}</source>
            <translation>begun {0}</translation>
        </message>
        <message>
            <source>để lại</source>
            <translation>put aside</translation>
        </message>
        <message>
            <source>Không có hồ sơ trực tuyến nào chờ.</source>
            <translation>No online dossier is waiting.</translation>
        </message>
        <message>
            <source>Nhấn Enter hoặc Ctrl+2 để mở danh sách.</source>
            <translation>Press Enter or Ctrl+2 to open the list.</translation>
        </message>
        <message>
            <source>Trực tuyến</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>{0} hồ sơ trực tuyến chờ trả lời, {1} đã quá hạn; gần nhất {2}. </source>
            <translation>{0} online dossiers wait for an answer, {1} late; the first has {2}. </translation>
        </message>
        <message>
            <source>Báo cáo tuần</source>
            <translation>Weekly page</translation>
        </message>
    </context>
    <context>
        <name>UncollectedBook</name>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Vì sao</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>Kết quả chờ người dân</source>
            <translation>Results waiting for people</translation>
        </message>
        <message>
            <source>Có từ</source>
            <translation>Since</translation>
        </message>
        <message>
            <source>Để ở</source>
            <translation>Shelf</translation>
        </message>
        <message>
            <source>Đã báo</source>
            <translation>Told</translation>
        </message>
        <message>
            <source>In danh sách lâu chưa nhận</source>
            <translation>Print the uncollected</translation>
        </message>
        <message>
            <source>Đang in danh sách.</source>
            <translation>Printing the list.</translation>
        </message>
        <message>
            <source>Có sớm, chưa báo</source>
            <translation>Early, not told</translation>
        </message>
        <message>
            <source>Quá 30 ngày</source>
            <translation>Over 30 days</translation>
        </message>
        <message>
            <source>rồi</source>
            <translation>yes</translation>
        </message>
        <message>
            <source>chưa</source>
            <translation>no</translation>
        </message>
        <message>
            <source>{0} kết quả có sớm chưa báo · {1} kết quả quá 30 ngày chưa nhận.</source>
            <translation>{0} early results not told · {1} uncollected for over 30 days.</translation>
        </message>
        <message>
            <source>Không có kết quả nào có sớm chưa báo hay lâu chưa nhận.</source>
            <translation>No result is early and untold, or long uncollected.</translation>
        </message>
    </context>
    <context>
        <name>WaitingPage</name>
        <message>
            <source>Hồ sơ chờ bổ sung</source>
            <translation>Dossiers awaiting supplement</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Đã báo lúc</source>
            <translation>Told at</translation>
        </message>
        <message>
            <source>Hạn bổ sung</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>Còn</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>Chờ bổ sung</source>
            <translation>Awaiting papers</translation>
        </message>
        <message>
            <source>{0} hồ sơ chờ người dân bổ sung. Enter để mở.</source>
            <translation>{0} dossiers await their supplement. Enter opens.</translation>
        </message>
        <message>
            <source>Không có hồ sơ nào chờ bổ sung.</source>
            <translation>Nothing awaits a supplement.</translation>
        </message>
    </context>
    <context>
        <name>keys</name>
        <message>
            <source>Trợ giúp</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>Mở trang phím tắt và cách làm.</source>
            <translation>Opens the keys and what to do.</translation>
        </message>
        <message>
            <source>Người tiếp theo</source>
            <translation>Next citizen</translation>
        </message>
        <message>
            <source>Mở phiếu tiếp nhận mới; phiếu đang làm được giữ lại.</source>
            <translation>Opens a new form; the present one is kept.</translation>
        </message>
        <message>
            <source>Tra cứu</source>
            <translation>Search</translation>
        </message>
        <message>
            <source>Tìm hồ sơ theo mã, tên, số định danh, điện thoại hoặc quét giấy hẹn.</source>
            <translation>Finds dossiers by code, name, identity number, phone or a scanned receipt.</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Đến ô tìm thủ tục; gõ không dấu cũng được.</source>
            <translation>Goes to the procedure; letters without marks will do.</translation>
        </message>
        <message>
            <source>Thành phần</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>Đến danh sách giấy tờ. Dấu cách: có nộp; ← →: loại bản; + −: số bản.</source>
            <translation>Goes to the papers. Space: handed in; ← →: kind of copy; + −: copies.</translation>
        </message>
        <message>
            <source>Quét trang</source>
            <translation>Scan</translation>
        </message>
        <message>
            <source>Quét vào giấy tờ đang chọn.</source>
            <translation>Scans into the chosen paper.</translation>
        </message>
        <message>
            <source>Xem trước</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>Xem trang đã quét hoặc giấy hẹn thật lớn.</source>
            <translation>Shows the scanned page or the receipt, large.</translation>
        </message>
        <message>
            <source>Để lại</source>
            <translation>Put aside</translation>
        </message>
        <message>
            <source>Tiếp nhận và in</source>
            <translation>Receive and print</translation>
        </message>
        <message>
            <source>Tiếp nhận hồ sơ, in giấy hẹn, sang người tiếp theo.</source>
            <translation>Receives the dossier, prints the receipt, goes on.</translation>
        </message>
        <message>
            <source>Việc hôm nay</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>Về màn hình Việc hôm nay.</source>
            <translation>Back to Today.</translation>
        </message>
        <message>
            <source>Trả kết quả</source>
            <translation>Hand over the result</translation>
        </message>
        <message>
            <source>Trả kết quả cho người dân; nhận kết quả từ phòng.</source>
            <translation>Hand results out; take results in.</translation>
        </message>
        <message>
            <source>Bàn giao đi/về</source>
            <translation>Bundles out and back</translation>
        </message>
        <message>
            <source>Bàn giao hồ sơ cho phòng; nhận kết quả về.</source>
            <translation>Give bundles to departments; take results back.</translation>
        </message>
        <message>
            <source>Chờ bổ sung</source>
            <translation>Awaiting papers</translation>
        </message>
        <message>
            <source>Hồ sơ chờ người dân bổ sung.</source>
            <translation>Dossiers awaiting their supplement.</translation>
        </message>
        <message>
            <source>Sắp hạn, quá hạn</source>
            <translation>Due soon, overdue</translation>
        </message>
        <message>
            <source>Ai đang giữ, còn bao lâu, nhắc và xin lỗi.</source>
            <translation>Who holds it, how long is left, reminders and apology.</translation>
        </message>
        <message>
            <source>Chứng thực nhanh</source>
            <translation>Quick certification</translation>
        </message>
        <message>
            <source>Chứng thực bản sao trong một dòng.</source>
            <translation>Certified copies in one line.</translation>
        </message>
        <message>
            <source>Chốt ngày</source>
            <translation>Close the day</translation>
        </message>
        <message>
            <source>Việc còn lại cuối ngày; in danh sách ký nhận.</source>
            <translation>The day's loose ends; print the signing list.</translation>
        </message>
        <message>
            <source>Thêm tệp</source>
            <translation>Add files</translation>
        </message>
        <message>
            <source>Thêm tệp PDF hoặc ảnh vào giấy tờ đang chọn.</source>
            <translation>Adds PDF or picture files to the chosen paper.</translation>
        </message>
        <message>
            <source>Đã đối chiếu VNeID</source>
            <translation>VNeID checked</translation>
        </message>
        <message>
            <source>Ghi nhận đã đối chiếu căn cước trên VNeID.</source>
            <translation>Records that the person was checked on VNeID.</translation>
        </message>
        <message>
            <source>Trả lời điện thoại</source>
            <translation>Answered the phone</translation>
        </message>
        <message>
            <source>Ghi vừa trả lời điện thoại về hồ sơ đang mở.</source>
            <translation>Note that the phone was answered about the open dossier.</translation>
        </message>
        <message>
            <source>In giấy hẹn</source>
            <translation>Print receipt</translation>
        </message>
        <message>
            <source>In lại giấy hẹn của hồ sơ đang mở; ở Việc hôm nay: in giấy còn nợ.</source>
            <translation>Print the open dossier's receipt again; on Today: print what is owed.</translation>
        </message>
        <message>
            <source>Màn hình</source>
            <translation>Display</translation>
        </message>
        <message>
            <source>Đổi ngôn ngữ và màu nền.</source>
            <translation>Change language and colours.</translation>
        </message>
        <message>
            <source>Khóa màn hình</source>
            <translation>Lock</translation>
        </message>
        <message>
            <source>Che màn hình khi rời quầy; phiếu đang làm còn nguyên.</source>
            <translation>Covers the screen while you are away; nothing is lost.</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Quay lại; không bao giờ mất dữ liệu.</source>
            <translation>Goes back; never loses anything.</translation>
        </message>
        <message>
            <source>Cách quét khác</source>
            <translation>Other scan profile</translation>
        </message>
        <message>
            <source>Chuyển sang cách quét kế tiếp: một mặt, hai mặt, mặt kính, máy ảnh…</source>
            <translation>Go to the next scan profile: one side, both sides, glass, camera…</translation>
        </message>
        <message>
            <source>Ký số</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>Ký số các tài liệu đang chờ, một mã PIN cho cả lượt.</source>
            <translation>Sign what waits, one PIN for the whole batch.</translation>
        </message>
        <message>
            <source>Xác nhận dữ liệu</source>
            <translation>Confirm values</translation>
        </message>
        <message>
            <source>Xem và xác nhận giá trị đọc từ giấy; ở Việc hôm nay: hồ sơ còn nợ.</source>
            <translation>See and confirm values read from paper; on Today: dossiers that owe it.</translation>
        </message>
        <message>
            <source>Trực tuyến</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Hồ sơ trực tuyến chờ nhận.</source>
            <translation>Online dossiers that wait.</translation>
        </message>
        <message>
            <source>Sổ sách</source>
            <translation>Books</translation>
        </message>
        <message>
            <source>Các sổ, kiểm quỹ, chỉ số 766.</source>
            <translation>Books, cash count, 766 figures.</translation>
        </message>
        <message>
            <source>Danh mục</source>
            <translation>Catalogue</translation>
        </message>
        <message>
            <source>Thủ tục và ngày nghỉ của cơ quan.</source>
            <translation>Procedures and the office's days off.</translation>
        </message>
        <message>
            <source>Dán trang</source>
            <translation>Paste pages</translation>
        </message>
        <message>
            <source>Dán ảnh hoặc tệp đã chép vào giấy tờ đang chọn.</source>
            <translation>Paste a copied picture or file into the chosen paper.</translation>
        </message>
        <message>
            <source>Lấy lại</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>Lấy lại việc vừa làm với trang: xóa, xoay, tách, gộp, chuyển, quét lại.</source>
            <translation>Take back what was done last with pages: removing, turning, splitting, merging, moving, scanning again.</translation>
        </message>
        <message>
            <source>Quét lại trang</source>
            <translation>Scan a page again</translation>
        </message>
        <message>
            <source>Quét lại trang đang chọn, đúng chỗ cũ.</source>
            <translation>Scan the chosen page again, in its place.</translation>
        </message>
        <message>
            <source>Việc khác</source>
            <translation>More</translation>
        </message>
        <message>
            <source>Khi tiếp nhận: chỉ hướng dẫn, nhập bù, nộp hộ, in tờ khai, giấy trống.</source>
            <translation>At an intake: guidance only, late entry, lodging for somebody, forms, blank receipts.</translation>
        </message>
        <message>
            <source>Nhận, còn hồ sơ nữa</source>
            <translation>Receive, one more</translation>
        </message>
        <message>
            <source>Tiếp nhận rồi mở hồ sơ nữa của chính người này.</source>
            <translation>Receive, then open another dossier of the same person.</translation>
        </message>
        <message>
            <source>Để phiếu này lại, phục vụ người khác trước, mở lại ở Việc hôm nay; ở Hồ sơ: danh sách việc khác.</source>
            <translation>Leave this form, serve somebody else, open it again at Today; at a dossier: the list of other work.</translation>
        </message>
        <message>
            <source>Cài đặt</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Cài đặt của cơ quan và của quầy này.</source>
            <translation>Settings of the office and of this desk.</translation>
        </message>
        <message>
            <source>Người làm việc tại quầy, sao lưu, tờ khóa khôi phục.</source>
            <translation>People of this desk, backups, the recovery paper.</translation>
        </message>
        <message>
            <source>Quản trị</source>
            <translation>Administration</translation>
        </message>
        <message>
            <source>Mở tờ khai của thủ tục, điền sẵn; nhấn lần nữa để lấy mọi giá trị.</source>
            <translation>Open the procedure's form, pre-filled; press again to take every value.</translation>
        </message>
        <message>
            <source>Tờ khai điện tử</source>
            <translation>Electronic form</translation>
        </message>
        <message>
            <source>Chỉ hướng dẫn</source>
            <translation>Guidance only</translation>
        </message>
        <message>
            <source>Ghi là đã hướng dẫn và in danh sách giấy tờ, không cần tên người hỏi.</source>
            <translation>Record that it was explained and print the list of papers, without a name.</translation>
        </message>
    </context>
    <context>
        <name>rows</name>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Số định danh</source>
            <translation>Identity number</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Trạng thái</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Tiếp nhận</source>
            <translation>Intake</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>Hệ thống tỉnh</source>
            <translation>Provincial system</translation>
        </message>
    </context>
    <context>
        <name>screens</name>
        <message>
            <source>Quản trị</source>
            <translation>Admin</translation>
        </message>
        <message>
            <source>Hôm nay</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>Tiếp nhận</source>
            <translation>Intake</translation>
        </message>
        <message>
            <source>Trả kết quả</source>
            <translation>Results</translation>
        </message>
        <message>
            <source>Bàn giao</source>
            <translation>Bundles</translation>
        </message>
        <message>
            <source>Chờ bổ sung</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>Chứng thực</source>
            <translation>Certify</translation>
        </message>
        <message>
            <source>Chốt ngày</source>
            <translation>Close day</translation>
        </message>
        <message>
            <source>Tra cứu</source>
            <translation>Search</translation>
        </message>
        <message>
            <source>Ký số</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>Trực tuyến</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Theo dõi</source>
            <translation>Due dates</translation>
        </message>
        <message>
            <source>Sổ sách</source>
            <translation>Books</translation>
        </message>
        <message>
            <source>Sắp hạn, quá hạn</source>
            <translation>Due soon, overdue</translation>
        </message>
        <message>
            <source>Người và dữ liệu</source>
            <translation>People and data</translation>
        </message>
        <message>
            <source>Thủ tục, ngày nghỉ</source>
            <translation>Procedures, days off</translation>
        </message>
        <message>
            <source>Cài đặt</source>
            <translation>Settings</translation>
        </message>
    </context>
    <context>
        <name>WeddingSide</name>
        <message>
            <source>Giờ (nếu hẹn)</source>
            <translation>Hour (if agreed)</translation>
        </message>
        <message>
            <source>Hai bên đã nhận giấy</source>
            <translation>Both received it</translation>
        </message>
        <message>
            <source>Hẹn ngày trao</source>
            <translation>Agree the day</translation>
        </message>
        <message>
            <source>Ngày hai bên chọn</source>
            <translation>The day both chose</translation>
        </message>
        <message>
            <source>Ngày trao giấy kết hôn</source>
            <translation>Day of the marriage certificate</translation>
        </message>
        <message>
            <source>Người trao giấy</source>
            <translation>Who hands it over</translation>
        </message>
        <message>
            <source>Ví dụ: 09:30</source>
            <translation>E.g. 09:30</translation>
        </message>
        <message>
            <source>ngày/tháng/năm</source>
            <translation>day/month/year</translation>
        </message>
        <message>
            <source>{0} và {1} · hẹn {2}</source>
            <translation>{0} and {1} · agreed {2}</translation>
        </message>
        <message>
            <source>Đã ghi trao giấy cho hai bên.</source>
            <translation>Recorded: both received it.</translation>
        </message>
        <message>
            <source>Đã hẹn ngày trao: {0}.</source>
            <translation>Day agreed: {0}.</translation>
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>Mới đăng ký</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>Đã tiếp nhận</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>Không được tiếp nhận</source>
            <translation>Not received</translation>
        </message>
        <message>
            <source>Đang xử lý</source>
            <translation>In process</translation>
        </message>
        <message>
            <source>Chờ bổ sung</source>
            <translation>Awaiting papers</translation>
        </message>
        <message>
            <source>Chờ nộp tiền</source>
            <translation>Awaiting payment</translation>
        </message>
        <message>
            <source>Đã rút hồ sơ</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>Dừng giải quyết</source>
            <translation>Stopped</translation>
        </message>
        <message>
            <source>Có kết quả – chờ dân nhận</source>
            <translation>Result ready – waits for the citizen</translation>
        </message>
        <message>
            <source>Đã trả kết quả</source>
            <translation>Result handed over</translation>
        </message>
        <message>
            <source>Đã xác thực chip</source>
            <translation>Chip verified</translation>
        </message>
        <message>
            <source>Đọc chip chưa xác thực</source>
            <translation>Chip read, not verified</translation>
        </message>
        <message>
            <source>Quét QR</source>
            <translation>QR scanned</translation>
        </message>
        <message>
            <source>Đối chiếu VNeID</source>
            <translation>Checked on VNeID</translation>
        </message>
        <message>
            <source>Nhập tay</source>
            <translation>Typed</translation>
        </message>
        <message>
            <source>Đã lên hệ thống tỉnh</source>
            <translation>On the provincial system</translation>
        </message>
        <message>
            <source>Đang chờ gửi</source>
            <translation>Waiting to be sent</translation>
        </message>
        <message>
            <source>Gửi lỗi</source>
            <translation>Sending failed</translation>
        </message>
        <message>
            <source>Bản chính</source>
            <translation>Original</translation>
        </message>
        <message>
            <source>Bản sao chứng thực</source>
            <translation>Certified copy</translation>
        </message>
        <message>
            <source>Bản chụp (có bản chính đối chiếu)</source>
            <translation>Photocopy (compared with the original)</translation>
        </message>
        <message>
            <source>Bản điện tử</source>
            <translation>Electronic copy</translation>
        </message>
        <message>
            <source>Hệ thống tra cứu gặp sự cố</source>
            <translation>The look-up system was down</translation>
        </message>
        <message>
            <source>Chưa có dữ liệu</source>
            <translation>No data there</translation>
        </message>
        <message>
            <source>Dữ liệu không chính xác</source>
            <translation>Data inaccurate</translation>
        </message>
        <message>
            <source>Cán bộ tiếp nhận</source>
            <translation>Clerk</translation>
        </message>
        <message>
            <source>Lãnh đạo Trung tâm</source>
            <translation>Head of the centre</translation>
        </message>
        <message>
            <source>Quản trị</source>
            <translation>Administrator</translation>
        </message>
        <message>
            <source>Thẻ thật, dữ liệu còn nguyên. Được dùng thông tin trên thẻ.</source>
            <translation>Genuine card, data intact. Its data may be used.</translation>
        </message>
        <message>
            <source>Chưa xác thực được chip. So ảnh với người trước quầy.</source>
            <translation>The chip could not be verified. Compare the portrait with the person.</translation>
        </message>
        <message>
            <source>Chip không đáng tin. Không dùng dữ liệu trên thẻ; đối chiếu cách khác.</source>
            <translation>The chip cannot be trusted. Do not use its data; identify in another way.</translation>
        </message>
        <message>
            <source>Đang mở thẻ…</source>
            <translation>Opening the card…</translation>
        </message>
        <message>
            <source>Đang đọc thông tin…</source>
            <translation>Reading the data…</translation>
        </message>
        <message>
            <source>Đang đọc ảnh…</source>
            <translation>Reading the portrait…</translation>
        </message>
        <message>
            <source>Đang xác thực chip…</source>
            <translation>Verifying the chip…</translation>
        </message>
        <message>
            <source>Thẻ đã hết hạn</source>
            <translation>The card has expired</translation>
        </message>
        <message>
            <source>Thẻ chưa đến ngày có hiệu lực</source>
            <translation>The card is not valid yet</translation>
        </message>
        <message>
            <source>Số định danh có dạng lạ</source>
            <translation>Unusual identity number</translation>
        </message>
        <message>
            <source>Năm sinh không khớp với số định danh</source>
            <translation>The birth year does not fit the number</translation>
        </message>
        <message>
            <source>Giới tính không khớp với số định danh</source>
            <translation>The sex does not fit the number</translation>
        </message>
        <message>
            <source>Thẻ không có ảnh</source>
            <translation>The card has no portrait</translation>
        </message>
        <message>
            <source>Không đọc được ảnh trên thẻ</source>
            <translation>The portrait could not be read</translation>
        </message>
        <message>
            <source>Chưa có chứng thư của nơi cấp thẻ</source>
            <translation>The issuer's certificate is not installed</translation>
        </message>
        <message>
            <source>Chưa kiểm tra</source>
            <translation>Not checked</translation>
        </message>
        <message>
            <source>Nền sáng</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Nền tối</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Tương phản cao</source>
            <translation>High contrast</translation>
        </message>
        <message>
            <source>Theo máy</source>
            <translation>As the system</translation>
        </message>
        <message>
            <source>Nhận ở quầy khác</source>
            <translation>Received at another counter</translation>
        </message>
        <message>
            <source>Nam</source>
            <translation>Male</translation>
        </message>
        <message>
            <source>Nữ</source>
            <translation>Female</translation>
        </message>
        <message>
            <source>SỐ TẠM</source>
            <translation>PROVISIONAL</translation>
        </message>
        <message>
            <source>Nhận tại quầy</source>
            <translation>At the desk</translation>
        </message>
        <message>
            <source>Bưu chính công ích</source>
            <translation>By post</translation>
        </message>
        <message>
            <source>Thiếu: {0}</source>
            <translation>Missing: {0}</translation>
        </message>
        <message>
            <source>Cần lý do: {0}</source>
            <translation>Reason needed: {0}</translation>
        </message>
        <message>
            <source>quá {0} ngày</source>
            <translation>{0} days late</translation>
        </message>
        <message>
            <source>quá giờ hẹn</source>
            <translation>past its hour</translation>
        </message>
        <message>
            <source>còn {0} ngày</source>
            <translation>{0} days left</translation>
        </message>
        <message>
            <source>còn {0} giờ</source>
            <translation>{0} hours left</translation>
        </message>
        <message>
            <source>Theo quy định</source>
            <translation>As regulated</translation>
        </message>
        <message>
            <source>Không thu</source>
            <translation>Free of charge</translation>
        </message>
        <message>
            <source>còn {0} giờ {1:02d}</source>
            <translation>{0} h {1:02d} left</translation>
        </message>
        <message>
            <source>còn {0} phút</source>
            <translation>{0} min left</translation>
        </message>
        <message>
            <source>đã quá giờ</source>
            <translation>no time left</translation>
        </message>
    </context>
    <context>
        <name>acts</name>
        <message>
            <source>Sửa một bước đã ghi, hoặc yêu cầu bổ sung lần nữa</source>
            <translation>Correct a recorded step, or ask for supplements again</translation>
        </message>
        <message>
            <source>Hẹn lại ngày trả với người dân</source>
            <translation>Promise the citizen another day</translation>
        </message>
        <message>
            <source>Ghi sổ theo dõi hồ sơ</source>
            <translation>Write in the register</translation>
        </message>
        <message>
            <source>Xử lý yêu cầu về dữ liệu cá nhân</source>
            <translation>Answer a request about personal data</translation>
        </message>
        <message>
            <source>Nhập hồ sơ từ phần mềm cũ</source>
            <translation>Take over dossiers of the old software</translation>
        </message>
        <message>
            <source>Kết luận việc trả kết quả hai lần</source>
            <translation>Settle a result handed over twice</translation>
        </message>
        <message>
            <source>Cho người khác vào làm việc</source>
            <translation>Let somebody in to work here</translation>
        </message>
        <message>
            <source>Đổi cài đặt của quầy</source>
            <translation>Change the settings of this desk</translation>
        </message>
        <message>
            <source>Việc này ngoài quyền của người đang ngồi quầy</source>
            <translation>This is beyond the rights of whoever sits here</translation>
        </message>
    </context>
    <context>
        <name>SecondPerson</name>
        <message>
            <source>Cần người thứ hai</source>
            <translation>A second person is needed</translation>
        </message>
        <message>
            <source>Cho phép</source>
            <translation>Allow</translation>
        </message>
        <message>
            <source>Người có quyền gõ tên và mật khẩu của mình. Cả hai tên được ghi lại.</source>
            <translation>Whoever has the right types their own name and password. Both names are recorded.</translation>
        </message>
        <message>
            <source>Vì sao</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>Tên đăng nhập</source>
            <translation>Login</translation>
        </message>
        <message>
            <source>Mật khẩu</source>
            <translation>Password</translation>
        </message>
    </context>
    <context>
        <name>CustodyPage</name>
        <message>
            <source>Quản trị</source>
            <translation>Minding the desk</translation>
        </message>
        <message>
            <source>Đã sao lưu và khôi phục thử thành công.</source>
            <translation>Backed up, and proved by restoring.</translation>
        </message>
        <message>
            <source>Từ nay sao lưu vào đây mỗi tối.</source>
            <translation>From now on backups go here every evening.</translation>
        </message>
        <message>
            <source>Người làm việc tại quầy</source>
            <translation>People who work at this desk</translation>
        </message>
        <message>
            <source>Cho vào, cấp lại mật khẩu, cho nghỉ</source>
            <translation>Let in, new password, let go</translation>
        </message>
        <message>
            <source>An toàn dữ liệu</source>
            <translation>Safety of the data</translation>
        </message>
        <message>
            <source>Sao lưu ngay</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>chưa chọn</source>
            <translation>not chosen</translation>
        </message>
        <message>
            <source>Bí mật của máy nằm trong một tệp: nên mã hóa ổ đĩa (BitLocker, LUKS).</source>
            <translation>The machine's secret lies in a file: encrypt the disk (BitLocker, LUKS).</translation>
        </message>
        <message>
            <source>Nơi sao lưu</source>
            <translation>Place of backups</translation>
        </message>
        <message>
            <source>Tên đăng nhập</source>
            <translation>Login</translation>
        </message>
        <message>
            <source>Họ và tên</source>
            <translation>Full name</translation>
        </message>
        <message>
            <source>Vai trò</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Mật khẩu đầu tiên</source>
            <translation>First password</translation>
        </message>
        <message>
            <source>Thêm người</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>Cấp lại</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>Cho nghỉ</source>
            <translation>Let go</translation>
        </message>
        <message>
            <source>Chọn nơi sao lưu…</source>
            <translation>Choose the place…</translation>
        </message>
        <message>
            <source>Cấp tờ khóa khôi phục mới…</source>
            <translation>Issue a new recovery paper…</translation>
        </message>
        <message>
            <source>Chưa có bản sao lưu nào được kiểm chứng.</source>
            <translation>No backup has been proved yet.</translation>
        </message>
        <message>
            <source>Đã cho {0} vào làm việc.</source>
            <translation>{0} may work here now.</translation>
        </message>
        <message>
            <source>Đã cấp lại mật khẩu cho {0}.</source>
            <translation>{0} has a new first password.</translation>
        </message>
        <message>
            <source>{0} không đăng nhập được nữa.</source>
            <translation>{0} cannot sign in any more.</translation>
        </message>
        <message>
            <source>Đăng nhập</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>Nơi sao lưu: {0}</source>
            <translation>Backups go to: {0}</translation>
        </message>
        <message>
            <source>Bản sao lưu đã kiểm chứng gần nhất: {0}</source>
            <translation>Newest proved backup: {0}</translation>
        </message>
        <message>
            <source>được</source>
            <translation>yes</translation>
        </message>
        <message>
            <source>đã nghỉ</source>
            <translation>left</translation>
        </message>
    </context>
    <context>
        <name>DisplayMenu</name>
        <message>
            <source>Mật khẩu và mã PIN…</source>
            <translation>Password and PIN…</translation>
        </message>
        <message>
            <source>Cách quét và máy quét…</source>
            <translation>Scan profiles and scanners…</translation>
        </message>
    </context>
    <context>
        <name>OwnAccess</name>
        <message>
            <source>Đã đổi mật khẩu.</source>
            <translation>The password was changed.</translation>
        </message>
        <message>
            <source>Mật khẩu và mã PIN</source>
            <translation>Password and PIN</translation>
        </message>
        <message>
            <source>để trống: bỏ mã PIN</source>
            <translation>empty: no PIN</translation>
        </message>
        <message>
            <source>Đặt mã PIN</source>
            <translation>Set the PIN</translation>
        </message>
        <message>
            <source>Đổi mật khẩu</source>
            <translation>Change the password</translation>
        </message>
        <message>
            <source>Đã đặt mã PIN.</source>
            <translation>The PIN is set.</translation>
        </message>
        <message>
            <source>Đã bỏ mã PIN.</source>
            <translation>The PIN was dropped.</translation>
        </message>
        <message>
            <source>Mật khẩu hiện nay</source>
            <translation>Present password</translation>
        </message>
        <message>
            <source>Mã PIN mở khóa màn hình nhanh; sai 5 lần thì phải dùng mật khẩu.</source>
            <translation>A PIN opens the locked screen quickly; after 5 wrong ones the password is needed.</translation>
        </message>
        <message>
            <source>Mật khẩu mới</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>Hai lần nhập mật khẩu chưa giống nhau.</source>
            <translation>The two passwords differ.</translation>
        </message>
        <message>
            <source>Mã PIN mới</source>
            <translation>New PIN</translation>
        </message>
        <message>
            <source>Nhập lại mật khẩu mới</source>
            <translation>New password again</translation>
        </message>
    </context>
    <context>
        <name>RecoveryForm</name>
        <message>
            <source>Mở phong bì khóa khôi phục; dữ liệu của quầy còn nguyên.</source>
            <translation>Open the sealed envelope; the data of this desk are intact.</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Máy mới: cần ổ đĩa sao lưu và tờ khóa khôi phục đã niêm phong.</source>
            <translation>A new machine: the disk with the backups and the sealed paper are needed.</translation>
        </message>
        <message>
            <source>Chọn…</source>
            <translation>Choose…</translation>
        </message>
        <message>
            <source>Thư mục sao lưu</source>
            <translation>Folder of the backups</translation>
        </message>
        <message>
            <source>Dựng lại quầy</source>
            <translation>Set the desk up again</translation>
        </message>
        <message>
            <source>Đặt mật khẩu mới</source>
            <translation>Set a new password</translation>
        </message>
        <message>
            <source>Khóa trên tờ niêm phong</source>
            <translation>Key on the sealed paper</translation>
        </message>
        <message>
            <source>Tên đăng nhập</source>
            <translation>Login</translation>
        </message>
        <message>
            <source>Mật khẩu mới</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>Nhập lại mật khẩu</source>
            <translation>Password again</translation>
        </message>
        <message>
            <source>Hai lần nhập mật khẩu chưa giống nhau.</source>
            <translation>The two passwords differ.</translation>
        </message>
    </context>
    <context>
        <name>RecoveryPaper</name>
        <message>
            <source>Quên mật khẩu hay hỏng máy, chỉ tờ này mở lại được dữ liệu. Chương trình không giữ khóa; đóng cửa sổ này là không xem lại được.</source>
            <translation>After a lost password or a broken machine only this paper opens the data. The program keeps no copy; once closed it cannot be seen again.</translation>
        </message>
        <message>
            <source>Khóa khôi phục</source>
            <translation>Recovery key</translation>
        </message>
        <message>
            <source>Đã in hoặc chép tay, đã cho vào phong bì niêm phong</source>
            <translation>Printed or copied by hand, and sealed in an envelope</translation>
        </message>
        <message>
            <source>Tiếp tục</source>
            <translation>Go on</translation>
        </message>
        <message>
            <source>In tờ khóa</source>
            <translation>Print the paper</translation>
        </message>
        <message>
            <source>Tờ khóa khôi phục của cơ quan</source>
            <translation>The office's recovery paper</translation>
        </message>
        <message>
            <source>Đã gửi tờ khóa tới máy in.</source>
            <translation>The paper was sent to the printer.</translation>
        </message>
        <message>
            <source>Quầy này in ra thư mục, nên chép tay hai dòng trên vào giấy.</source>
            <translation>This desk prints into a folder, so copy both lines onto paper by hand.</translation>
        </message>
    </context>
    <context>
        <name>CameraView</name>
        <message>
            <source>Máy ảnh tài liệu</source>
            <translation>Document camera</translation>
        </message>
        <message>
            <source>Đang mở máy ảnh…</source>
            <translation>Opening the camera…</translation>
        </message>
        <message>
            <source>Chụp (phím cách)</source>
            <translation>Shoot (Space)</translation>
        </message>
        <message>
            <source>Xong (Esc)</source>
            <translation>Done (Esc)</translation>
        </message>
        <message>
            <source>Đặt từng tờ lên nền sẫm màu; tờ giấy nằm yên là tự chụp.</source>
            <translation>Lay one sheet at a time on a dark ground; a sheet that lies still is shot by itself.</translation>
        </message>
        <message>
            <source>Đã chụp {0} trang</source>
            <translation>{0} pages taken</translation>
        </message>
        <message>
            <source>Chưa thấy tờ giấy</source>
            <translation>No sheet seen yet</translation>
        </message>
        <message>
            <source>Chờ giấy nằm yên</source>
            <translation>Waiting for the sheet to lie still</translation>
        </message>
        <message>
            <source>Giữ yên</source>
            <translation>Hold still</translation>
        </message>
        <message>
            <source>Đã chụp, đặt tờ khác</source>
            <translation>Taken, lay the next sheet</translation>
        </message>
        <message>
            <source>Ảnh mờ: chỉnh nét</source>
            <translation>Out of focus</translation>
        </message>
        <message>
            <source>Bị lóa: đổi hướng đèn</source>
            <translation>Glare: turn the lamp</translation>
        </message>
    </context>
    <context>
        <name>ScanForm</name>
        <message>
            <source>Khay nạp; trống thì mặt kính</source>
            <translation>Feeder when loaded, else the glass</translation>
        </message>
        <message>
            <source>Khay nạp</source>
            <translation>Feeder</translation>
        </message>
        <message>
            <source>Mặt kính</source>
            <translation>Glass</translation>
        </message>
        <message>
            <source>Màu</source>
            <translation>Colour</translation>
        </message>
        <message>
            <source>Đen trắng</source>
            <translation>Gray</translation>
        </message>
        <message>
            <source>Một mặt</source>
            <translation>One side</translation>
        </message>
        <message>
            <source>Hai mặt</source>
            <translation>Both sides</translation>
        </message>
        <message>
            <source>Dài nhất máy nhận</source>
            <translation>The longest it takes</translation>
        </message>
        <message>
            <source>Đề nghị bỏ</source>
            <translation>Propose to leave out</translation>
        </message>
        <message>
            <source>Giữ lại</source>
            <translation>Keep</translation>
        </message>
        <message>
            <source>Mặt sau in ngược đầu</source>
            <translation>Backs are upside down</translation>
        </message>
        <message>
            <source>Hỏi số tờ trước khi quét</source>
            <translation>Ask for the number of sheets first</translation>
        </message>
        <message>
            <source>Đề nghị xoay cho đúng chiều</source>
            <translation>Propose turning upright</translation>
        </message>
        <message>
            <source>Đề nghị chỉnh nghiêng</source>
            <translation>Propose straightening</translation>
        </message>
        <message>
            <source>Máy quét đầu tiên tìm thấy</source>
            <translation>The first scanner found</translation>
        </message>
        <message>
            <source>Tên cách quét</source>
            <translation>Name of the profile</translation>
        </message>
        <message>
            <source>Nguồn trang</source>
            <translation>Source</translation>
        </message>
        <message>
            <source>Lấy giấy từ</source>
            <translation>Paper from</translation>
        </message>
        <message>
            <source>Khổ giấy</source>
            <translation>Page size</translation>
        </message>
        <message>
            <source>Độ phân giải</source>
            <translation>Resolution</translation>
        </message>
        <message>
            <source>Số mặt</source>
            <translation>Sides</translation>
        </message>
        <message>
            <source>Màu sắc</source>
            <translation>Colour mode</translation>
        </message>
        <message>
            <source>Trang trắng</source>
            <translation>Blank pages</translation>
        </message>
        <message>
            <source>Độ sáng</source>
            <translation>Brightness</translation>
        </message>
        <message>
            <source>Độ tương phản</source>
            <translation>Contrast</translation>
        </message>
    </context>
    <context>
        <name>ScanSetup</name>
        <message>
            <source>Cách quét và máy quét</source>
            <translation>Scan profiles and scanners</translation>
        </message>
        <message>
            <source>Các cách quét</source>
            <translation>Scan profiles</translation>
        </message>
        <message>
            <source>Tìm máy quét</source>
            <translation>Find scanners</translation>
        </message>
        <message>
            <source>Thêm máy</source>
            <translation>Add scanner</translation>
        </message>
        <message>
            <source>Chọn thư mục…</source>
            <translation>Choose folder…</translation>
        </message>
        <message>
            <source>Lưu cách quét</source>
            <translation>Save profile</translation>
        </message>
        <message>
            <source>Cách quét mới</source>
            <translation>New profile</translation>
        </message>
        <message>
            <source>Xóa</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Khóa: chỉ quản trị viên được sửa</source>
            <translation>Locked: only the administrator may change them</translation>
        </message>
        <message>
            <source>Đang tìm…</source>
            <translation>Searching…</translation>
        </message>
        <message>
            <source>Tìm thấy {0} máy quét trong mạng.</source>
            <translation>{0} scanners found on the network.</translation>
        </message>
        <message>
            <source>Không thấy máy quét nào trong mạng. Gõ địa chỉ máy nếu biết.</source>
            <translation>No scanner found on the network. Type its address if you know it.</translation>
        </message>
        <message>
            <source>Thư mục máy quét lưu vào</source>
            <translation>Folder the scanner saves into</translation>
        </message>
        <message>
            <source>Địa chỉ máy quét mạng</source>
            <translation>Address of a network scanner</translation>
        </message>
    </context>
    <context>
        <name>ScanChoice</name>
        <message>
            <source>Cách quét: {0}</source>
            <translation>Scan profile: {0}</translation>
        </message>
        <message>
            <source>Cách quét và máy quét…</source>
            <translation>Scan profiles and scanners…</translation>
        </message>
    </context>
    <context>
        <name>signing</name>
        <message>
            <source>Đã có lần nhập sai PIN – gõ thật chắc</source>
            <translation>A wrong PIN was typed before – type with care</translation>
        </message>
        <message>
            <source>CHỈ CÒN MỘT LẦN – sai nữa là khóa</source>
            <translation>ONE TRY LEFT – a wrong PIN now locks the token</translation>
        </message>
        <message>
            <source>Mã PIN đã bị khóa</source>
            <translation>The PIN is locked</translation>
        </message>
    </context>
    <context>
        <name>SigningPage</name>
        <message>
            <source>Chữ ký cơ quan trên bản sao</source>
            <translation>The agency's signature on the copy</translation>
        </message>
        <message>
            <source>Chữ ký của cán bộ</source>
            <translation>The clerk's own signature</translation>
        </message>
        <message>
            <source>Tài liệu chờ ký</source>
            <translation>Documents waiting to be signed</translation>
        </message>
        <message>
            <source>Mã hồ sơ</source>
            <translation>Dossier</translation>
        </message>
        <message>
            <source>Chủ hồ sơ</source>
            <translation>Applicant</translation>
        </message>
        <message>
            <source>Giấy tờ</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>Trang</source>
            <translation>Pages</translation>
        </message>
        <message>
            <source>Chờ từ</source>
            <translation>Waiting since</translation>
        </message>
        <message>
            <source>Lần trước</source>
            <translation>Last try</translation>
        </message>
        <message>
            <source>Trang đầu của tài liệu đang chọn</source>
            <translation>First page of the chosen document</translation>
        </message>
        <message>
            <source>Chỉ ký tài liệu đang chọn</source>
            <translation>Only the chosen document</translation>
        </message>
        <message>
            <source>Ký  (F9)</source>
            <translation>Sign  (F9)</translation>
        </message>
        <message>
            <source>Dừng sau tài liệu này  (Esc)</source>
            <translation>Stop after this document  (Esc)</translation>
        </message>
        <message>
            <source>Tìm thiết bị ký  (F5)</source>
            <translation>Look for the token  (F5)</translation>
        </message>
        <message>
            <source>Bổ sung dấu thời gian</source>
            <translation>Add the timestamps</translation>
        </message>
        <message>
            <source>Ký số</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>Tìm thiết bị</source>
            <translation>Find token</translation>
        </message>
        <message>
            <source>Xem tài liệu</source>
            <translation>Look closely</translation>
        </message>
        <message>
            <source>Ký</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>{0} tài liệu chờ ký.</source>
            <translation>{0} documents wait to be signed.</translation>
        </message>
        <message>
            <source>Không có tài liệu nào chờ chữ ký này.</source>
            <translation>No document waits for this signature.</translation>
        </message>
        <message>
            <source>{0} chữ ký còn nợ dấu thời gian.</source>
            <translation>{0} signatures still owe their timestamp.</translation>
        </message>
        <message>
            <source>Đang tìm thiết bị ký…</source>
            <translation>Looking for the token…</translation>
        </message>
        <message>
            <source>{0} – đến {1}</source>
            <translation>{0} – until {1}</translation>
        </message>
        <message>
            <source>Đang ký…</source>
            <translation>Signing…</translation>
        </message>
        <message>
            <source>Đã ký {0} tài liệu.</source>
            <translation>{0} documents signed.</translation>
        </message>
        <message>
            <source>Còn chờ {0}.</source>
            <translation>{0} still wait.</translation>
        </message>
        <message>
            <source>{0} chữ ký sẽ được bổ sung dấu thời gian.</source>
            <translation>{0} signatures will get their timestamp later.</translation>
        </message>
        <message>
            <source>Đã bổ sung {0} chữ ký.</source>
            <translation>{0} signatures completed.</translation>
        </message>
        <message>
            <source>Ký {0} tài liệu  (F9)</source>
            <translation>Sign {0} documents  (F9)</translation>
        </message>
        <message>
            <source>Chữ ký</source>
            <translation>Signature</translation>
        </message>
        <message>
            <source>Ký bằng</source>
            <translation>Sign with</translation>
        </message>
        <message>
            <source>Chứng thư trên thiết bị</source>
            <translation>Certificate on the token</translation>
        </message>
        <message>
            <source>Mã PIN của thiết bị</source>
            <translation>The token's PIN</translation>
        </message>
    </context>
    <context>
        <name>ConfirmingPage</name>
        <message>
            <source>Giấy tờ</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>Loại giấy</source>
            <translation>Kind of paper</translation>
        </message>
        <message>
            <source>Hiện mọi trường</source>
            <translation>Show every field</translation>
        </message>
        <message>
            <source>Xác nhận dữ liệu đọc từ giấy</source>
            <translation>Confirm what was read from paper</translation>
        </message>
        <message>
            <source>Xác nhận sau</source>
            <translation>Confirm later</translation>
        </message>
        <message>
            <source>Xác nhận hết chỗ rõ</source>
            <translation>Confirm all that is clear</translation>
        </message>
        <message>
            <source> – {0} chờ</source>
            <translation> – {0} waiting</translation>
        </message>
        <message>
            <source>Chưa đọc được gì từ giấy này. Chọn loại giấy để đọc lại.</source>
            <translation>Nothing was read from this paper yet. Choose its kind to read it again.</translation>
        </message>
        <message>
            <source>Không có giá trị nào chờ xác nhận.</source>
            <translation>No value waits to be confirmed.</translation>
        </message>
        <message>
            <source>còn {0} giá trị</source>
            <translation>{0} values left</translation>
        </message>
        <message>
            <source>đã xác nhận hết</source>
            <translation>all confirmed</translation>
        </message>
        <message>
            <source>Đã xác nhận {0} giá trị.</source>
            <translation>{0} values confirmed.</translation>
        </message>
        <message>
            <source>Để xác nhận sau: còn {0} giá trị.</source>
            <translation>To be confirmed later: {0} values left.</translation>
        </message>
        <message>
            <source>Danh sách ở màn hình Hôm nay.</source>
            <translation>The list is on the Today screen.</translation>
        </message>
    </context>
    <context>
        <name>FieldRow</name>
        <message>
            <source>đã xác nhận</source>
            <translation>confirmed</translation>
        </message>
        <message>
            <source>cần xem</source>
            <translation>look</translation>
        </message>
        <message>
            <source>chờ</source>
            <translation>waiting</translation>
        </message>
        <message>
            <source>máy không đọc được – gõ nếu giấy có ghi</source>
            <translation>not read – type it if the paper says it</translation>
        </message>
        <message>
            <source>không còn ảnh</source>
            <translation>no picture any more</translation>
        </message>
    </context>
    <context>
        <name>ConfirmLine</name>
        <message>
            <source>Xác nhận (Ctrl+D)</source>
            <translation>Confirm (Ctrl+D)</translation>
        </message>
        <message>
            <source>{0} hồ sơ còn {1} giá trị đọc từ giấy chờ xác nhận.</source>
            <translation>{0} dossiers have {1} values read from paper that wait to be confirmed.</translation>
        </message>
    </context>
    <context>
        <name>MoneyBook</name>
        <message>
            <source>Phiếu thu của ca</source>
            <translation>Slips of the shift</translation>
        </message>
        <message>
            <source>Giờ</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>Số phiếu</source>
            <translation>Slip number</translation>
        </message>
        <message>
            <source>Số tiền</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>Cách thu</source>
            <translation>How</translation>
        </message>
        <message>
            <source>Nội dung</source>
            <translation>For</translation>
        </message>
        <message>
            <source>Duyệt</source>
            <translation>Approval</translation>
        </message>
        <message>
            <source>Ghi kiểm quỹ và in  (F9)</source>
            <translation>Record the count and print  (F9)</translation>
        </message>
        <message>
            <source>Đếm tiền</source>
            <translation>Count money</translation>
        </message>
        <message>
            <source>Ghi kiểm quỹ</source>
            <translation>Record the count</translation>
        </message>
        <message>
            <source>Duyệt phiếu đảo</source>
            <translation>Approve a reversal</translation>
        </message>
        <message>
            <source>Đảo phiếu {0}: {1}</source>
            <translation>Reverses slip {0}: {1}</translation>
        </message>
        <message>
            <source>chờ duyệt</source>
            <translation>to be approved</translation>
        </message>
        <message>
            <source>đầu kỳ</source>
            <translation>the beginning</translation>
        </message>
        <message>
            <source>Từ {0}: {1} phiếu. Tiền mặt theo sổ phải có {2}.</source>
            <translation>Since {0}: {1} slips. By the book the cash must be {2}.</translation>
        </message>
        <message>
            <source>Tồn đầu ca {0} · tiền mặt {1} · chuyển khoản {2} · trực tuyến {3}</source>
            <translation>Opening {0} · cash {1} · transfer {2} · online {3}</translation>
        </message>
        <message>
            <source>Thừa {0}</source>
            <translation>{0} too much</translation>
        </message>
        <message>
            <source>Thiếu {0}</source>
            <translation>{0} missing</translation>
        </message>
        <message>
            <source>Khớp sổ.</source>
            <translation>Agrees with the book.</translation>
        </message>
        <message>
            <source>Đã ghi kiểm quỹ, biên bản đang in.</source>
            <translation>Count recorded, the record is printing.</translation>
        </message>
        <message>
            <source>Đã duyệt phiếu đảo {0}.</source>
            <translation>Reversal {0} approved.</translation>
        </message>
        <message>
            <source>Kiểm quỹ cuối ca</source>
            <translation>Cash count at shift end</translation>
        </message>
        <message>
            <source>Số tờ {0} đồng</source>
            <translation>Number of {0} dong notes</translation>
        </message>
        <message>
            <source>Số tờ mỗi loại</source>
            <translation>Notes of each kind</translation>
        </message>
        <message>
            <source>Đếm được</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>Để lại trong két cho ca sau</source>
            <translation>Left in the drawer for the next shift</translation>
        </message>
        <message>
            <source>Lý do chênh lệch</source>
            <translation>Reason for the difference</translation>
        </message>
    </context>
    <context>
        <name>BooksPage</name>
        <message>
            <source>Sổ theo dõi</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>Sổ chứng thực</source>
            <translation>Certification books</translation>
        </message>
        <message>
            <source>Thu tiền, kiểm quỹ</source>
            <translation>Money, cash count</translation>
        </message>
        <message>
            <source>Chỉ số 766</source>
            <translation>766 figures</translation>
        </message>
        <message>
            <source>Kết quả chờ dân</source>
            <translation>Waiting results</translation>
        </message>
        <message>
            <source>Ở cơ quan khác</source>
            <translation>With other agencies</translation>
        </message>
        <message>
            <source>Sổ sách</source>
            <translation>Books</translation>
        </message>
        <message>
            <source>Sổ kế tiếp</source>
            <translation>Next book</translation>
        </message>
        <message>
            <source>Báo cáo tuần</source>
            <translation>Weekly page</translation>
        </message>
    </context>
    <context>
        <name>SheetOrder</name>
        <message>
            <source>Xếp thành tờ hai mặt</source>
            <translation>Put in order as two-sided sheets</translation>
        </message>
        <message>
            <source>Trang 1–{0} là mặt trước, trang {1}–{2} là mặt sau. Số dưới ảnh: số cũ.</source>
            <translation>Pages 1–{0} are fronts, pages {1}–{2} backs. Below each picture: its number now.</translation>
        </message>
        <message>
            <source>{0} trang thành {1} tờ hai mặt</source>
            <translation>{0} pages become {1} two-sided sheets</translation>
        </message>
        <message>
            <source>Mặt sau đã đúng thứ tự (không lật cả xấp)</source>
            <translation>Backs are in order already (the stack was not turned over)</translation>
        </message>
        <message>
            <source>Xếp lại (Enter)</source>
            <translation>Put in order (Enter)</translation>
        </message>
        <message>
            <source>Thứ tự mới: {0}</source>
            <translation>New order: {0}</translation>
        </message>
    </context>
    <context>
        <name>PageTile</name>
        <message>
            <source>Tờ phân cách</source>
            <translation>Separator</translation>
        </message>
        <message>
            <source>trắng?</source>
            <translation>blank?</translation>
        </message>
    </context>
    <context>
        <name>DocumentStates</name>
        <message>
            <source>đang đọc chữ</source>
            <translation>its text is being read</translation>
        </message>
    </context>
    <context>
        <name>IntakeOthers</name>
        <message>
            <source>Việc khác…  (Ctrl+K)</source>
            <translation>More…  (Ctrl+K)</translation>
        </message>
        <message>
            <source>&amp;Chỉ hướng dẫn: lưu và in danh sách giấy tờ</source>
            <translation>&amp;Guidance only: keep it, print the list of papers</translation>
        </message>
        <message>
            <source>&amp;Tiếp nhận rồi mở hồ sơ nữa của người này</source>
            <translation>&amp;Receive, then another one of this person</translation>
        </message>
        <message>
            <source>In &amp;danh sách chung của lượt này</source>
            <translation>Print one &amp;list for this visit</translation>
        </message>
        <message>
            <source>In tờ &amp;khai điền sẵn để ký</source>
            <translation>Print the pre-filled &amp;form for signature</translation>
        </message>
        <message>
            <source>&amp;Nộp trực tuyến hộ…</source>
            <translation>Lodge &amp;online for somebody…</translation>
        </message>
        <message>
            <source>Nhập &amp;bù hồ sơ đã nhận trên giấy…</source>
            <translation>Enter one received on &amp;paper…</translation>
        </message>
        <message>
            <source>In &amp;giấy tiếp nhận trống, phòng mất điện</source>
            <translation>Print &amp;blank receipts for power cuts</translation>
        </message>
        <message>
            <source>Dùng lại bản số hóa: {0}.</source>
            <translation>Digitised paper reused: {0}.</translation>
        </message>
        <message>
            <source>Đã ghi hướng dẫn, danh sách giấy tờ đang in.</source>
            <translation>Guidance kept, the list of papers is printing.</translation>
        </message>
        <message>
            <source>Đang in danh sách chung.</source>
            <translation>Printing the list of the visit.</translation>
        </message>
        <message>
            <source>Tờ khai điền sẵn đang in.</source>
            <translation>The pre-filled form is printing.</translation>
        </message>
        <message>
            <source>Đang in {0} giấy tiếp nhận trống.</source>
            <translation>Printing {0} blank receipts.</translation>
        </message>
        <message>
            <source>Nhập bù: nhận lúc {0}.</source>
            <translation>Entered late: received {0}.</translation>
        </message>
        <message>
            <source>Nơi để tệp nộp trực tuyến</source>
            <translation>Where the files for the portal go</translation>
        </message>
        <message>
            <source>Đã xuất {0} tệp.</source>
            <translation>{0} files written.</translation>
        </message>
        <message>
            <source>Quá lớn với Cổng: {0}.</source>
            <translation>Too large for the portal: {0}.</translation>
        </message>
        <message>
            <source>Đã gắn mã {0}. F9 để tiếp nhận.</source>
            <translation>Code {0} tied. F9 receives.</translation>
        </message>
        <message>
            <source>Phiếu yêu cầu bổ sung (Mẫu 0&amp;2)…</source>
            <translation>Request for papers (Mẫu 0&amp;2)…</translation>
        </message>
        <message>
            <source>Từ chối tiếp nhận (Mẫu 0&amp;3)…</source>
            <translation>Refuse (Mẫu 0&amp;3)…</translation>
        </message>
        <message>
            <source>Giấy đã đưa mà không có hồ &amp;sơ…</source>
            <translation>Papers given &amp;without a dossier…</translation>
        </message>
        <message>
            <source>Gắn &amp;mã hồ sơ ngoài trước khi in…</source>
            <translation>&amp;Tie an outside code before printing…</translation>
        </message>
        <message>
            <source>&amp;Tờ khai điện tử: xem, điền sẵn…</source>
            <translation>&amp;Electronic form: see, pre-fill…</translation>
        </message>
        <message>
            <source>Đang lấy bản số hóa từ quầy {0}…</source>
            <translation>Fetching the digitised paper from desk {0}…</translation>
        </message>
        <message>
            <source>Đã lưu tờ khai. Bản in để ký lấy đúng các giá trị này.</source>
            <translation>The form is kept. The print for signature says exactly this.</translation>
        </message>
        <message>
            <source>Giấy tờ tùy t&amp;hân khác…</source>
            <translation>Another &amp;identity paper…</translation>
        </message>
    </context>
    <context>
        <name>LateForm</name>
        <message>
            <source>Nhập bù</source>
            <translation>Late entry</translation>
        </message>
        <message>
            <source>Ghi nhập bù</source>
            <translation>Mark as late entry</translation>
        </message>
        <message>
            <source>Hồ sơ đã nhận trên giấy</source>
            <translation>Received on paper before</translation>
        </message>
        <message>
            <source>Hạn tính từ giờ ghi trên giấy. Lãnh đạo thấy giờ nhận thật và lý do.</source>
            <translation>The limit counts from the hour on the paper. The head sees the real hour and the reason.</translation>
        </message>
        <message>
            <source>Giờ, ngày nhận trên giấy</source>
            <translation>Hour and day on the paper</translation>
        </message>
        <message>
            <source>Lý do nhập bù</source>
            <translation>Why it is entered late</translation>
        </message>
        <message>
            <source>Số tạm in trên giấy (nếu có)</source>
            <translation>Provisional number on the paper (if any)</translation>
        </message>
    </context>
    <context>
        <name>LodgingForm</name>
        <message>
            <source>Nộp trực tuyến hộ</source>
            <translation>Lodging online for somebody</translation>
        </message>
        <message>
            <source>Nói tại quầy</source>
            <translation>Said at the counter</translation>
        </message>
        <message>
            <source>Ký giấy đồng ý</source>
            <translation>Signed a paper</translation>
        </message>
        <message>
            <source>Đồng ý để cán bộ nộp hồ sơ trực tuyến hộ</source>
            <translation>Agrees that the clerk lodges the dossier online</translation>
        </message>
        <message>
            <source>1. Ghi đồng ý</source>
            <translation>1. Record consent</translation>
        </message>
        <message>
            <source>2. Xuất tệp để nộp…</source>
            <translation>2. Write the files…</translation>
        </message>
        <message>
            <source>Cổng Dịch vụ công quốc gia</source>
            <translation>National public service portal</translation>
        </message>
        <message>
            <source>3. Gắn mã của Cổng</source>
            <translation>3. Tie the portal's code</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Tính riêng là nộp trực tuyến có hỗ trợ. Xong bước 3, nhấn F9 như mọi hồ sơ.</source>
            <translation>Counted apart as online with help. After step 3 press F9 as for any dossier.</translation>
        </message>
        <message>
            <source>Người dân đồng ý bằng cách</source>
            <translation>How the person agreed</translation>
        </message>
        <message>
            <source>Nội dung đồng ý</source>
            <translation>What they agreed to</translation>
        </message>
        <message>
            <source>Cổng đã nộp</source>
            <translation>Portal</translation>
        </message>
        <message>
            <source>Mã hồ sơ Cổng cấp (dán hoặc quét)</source>
            <translation>Code the portal gave (paste or scan)</translation>
        </message>
        <message>
            <source>Đã ghi đồng ý.</source>
            <translation>Consent recorded.</translation>
        </message>
    </context>
    <context>
        <name>ReuseLine</name>
        <message>
            <source>Đã đối chiếu bản chính, còn hạn: dùng lại</source>
            <translation>Compared with the original, still valid: reuse</translation>
        </message>
        <message>
            <source>Đã đối chiếu bản chính: dùng lại</source>
            <translation>Compared with the original: reuse</translation>
        </message>
        <message>
            <source>Đã xem, còn hạn: dùng lại</source>
            <translation>Seen, still valid: reuse</translation>
        </message>
        <message>
            <source>Dùng lại</source>
            <translation>Reuse</translation>
        </message>
        <message>
            <source>cấp {0}</source>
            <translation>issued {0}</translation>
        </message>
        <message>
            <source>ngày {0}</source>
            <translation>of {0}</translation>
        </message>
        <message>
            <source>ngày {0} tại quầy {1}</source>
            <translation>of {0} at desk {1}</translation>
        </message>
        <message>
            <source>số {0}</source>
            <translation>no. {0}</translation>
        </message>
        <message>
            <source>{0}: bản số hóa {1} đã hết hạn, cần bản mới.</source>
            <translation>{0}: the digitised paper {1} has expired, a new one is needed.</translation>
        </message>
        <message>
            <source>{0}: đã có bản số hóa {1}, dùng lại được.</source>
            <translation>{0}: digitised already {1}, may be reused.</translation>
        </message>
    </context>
    <context>
        <name>AskingForm</name>
        <message>
            <source>Ghi và in Mẫu 02</source>
            <translation>Record and print Mẫu 02</translation>
        </message>
        <message>
            <source>Giấy tờ cần bổ sung</source>
            <translation>Papers still needed</translation>
        </message>
        <message>
            <source>Giấy tờ cần bổ sung (dấu cách để chọn)</source>
            <translation>Papers still needed (space to choose)</translation>
        </message>
        <message>
            <source>Lý do, nội dung</source>
            <translation>Reason, content</translation>
        </message>
        <message>
            <source>Nói một lần, đủ mọi giấy tờ còn thiếu. Phiếu đang làm vẫn giữ lại.</source>
            <translation>Say everything that is missing, once. The intake stays as it is.</translation>
        </message>
        <message>
            <source>Phiếu yêu cầu bổ sung</source>
            <translation>Request for papers</translation>
        </message>
        <message>
            <source>Vì sao yêu cầu lần nữa</source>
            <translation>Why once more</translation>
        </message>
    </context>
    <context>
    <name>FormDialog</name>
        <message>
            <source>Thôi</source>
            <translation>Cancel</translation>
        </message>
</context>
<context>
        <name>CodeForm</name>
        <message>
            <source>Gắn mã</source>
            <translation>Tie the code</translation>
        </message>
        <message>
            <source>Gắn mã hồ sơ ngoài</source>
            <translation>Tie an outside code</translation>
        </message>
        <message>
            <source>Mã do phần mềm kia cấp (dán hoặc quét)</source>
            <translation>The code the other software gave (paste or scan)</translation>
        </message>
        <message>
            <source>Mã này tìm ra hồ sơ mãi mãi; giấy của chính hệ thống đó sẽ in kèm mã.</source>
            <translation>This code finds the dossier for ever; slips of that system carry it.</translation>
        </message>
    </context>
    <context>
        <name>GivenForm</name>
        <message>
            <source>Giấy đã đưa mà không có hồ sơ</source>
            <translation>Papers given without a dossier</translation>
        </message>
        <message>
            <source>In lại</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>Không có giấy nào trong {0} ngày qua.</source>
            <translation>No such papers in the last {0} days.</translation>
        </message>
        <message>
            <source>Mẫu 02</source>
            <translation>Mẫu 02</translation>
        </message>
        <message>
            <source>Mẫu 03</source>
            <translation>Mẫu 03</translation>
        </message>
        <message>
            <source>Phiếu yêu cầu bổ sung và phiếu từ chối lập tại quầy, {0} ngày qua.</source>
            <translation>Requests for papers and refusals made at the counter in the last {0} days.</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>IntakeAsking</name>
        <message>
            <source>Chưa ghi người nộp</source>
            <translation>Nobody written down yet</translation>
        </message>
        <message>
            <source>Mẫu 02 đang in và được lưu; phiếu đang làm vẫn còn.</source>
            <translation>Mẫu 02 is printing and kept; the intake is still here.</translation>
        </message>
        <message>
            <source>Đang in lại {0}.</source>
            <translation>Printing {0} again.</translation>
        </message>
        <message>
            <source>Đã gắn mã {0}. F9 để tiếp nhận.</source>
            <translation>Tied code {0}. F9 to receive.</translation>
        </message>
        <message>
            <source>Đã từ chối tiếp nhận; Mẫu 03 đang in và được lưu.</source>
            <translation>Refused; Mẫu 03 is printing and kept.</translation>
        </message>
        <message>
            <source>Đã ghi giấy tờ tùy thân.</source>
            <translation>The identity paper is recorded.</translation>
        </message>
    </context>
    <context>
        <name>ReasonList</name>
        <message>
            <source>Lý do từ chối</source>
            <translation>Reasons for refusing</translation>
        </message>
    </context>
    <context>
        <name>RefusalForm</name>
        <message>
            <source>Ghi thêm, mỗi dòng một lý do</source>
            <translation>In other words, one reason a line</translation>
        </message>
        <message>
            <source>Ghi và in Mẫu 03</source>
            <translation>Record and print Mẫu 03</translation>
        </message>
        <message>
            <source>Không có hồ sơ nào được tiếp nhận; phiếu từ chối được lưu và in.</source>
            <translation>Nothing is received; the refusal is kept and printed.</translation>
        </message>
        <message>
            <source>Lý do (dấu cách để chọn)</source>
            <translation>Reasons (space to choose)</translation>
        </message>
        <message>
            <source>Từ chối tiếp nhận</source>
            <translation>Refuse</translation>
        </message>
    </context>
    <context>
        <name>CardScan</name>
        <message>
            <source>Quét QR trên thẻ hoặc gõ 12 số định danh</source>
            <translation>Scan the card's QR or type the 12 digits of the number</translation>
        </message>
        <message>
            <source>Ảnh (*.jpg *.jpeg *.png)</source>
            <translation>Pictures (*.jpg *.jpeg *.png)</translation>
        </message>
        <message>
            <source>Ảnh chụp mã QR trên thẻ</source>
            <translation>Photograph of the card's QR</translation>
        </message>
        <message>
            <source>Ảnh chụp mã QR trên thẻ: mở tệp, kéo thả hoặc dán</source>
            <translation>Photograph of the card's QR: open, drop or paste it</translation>
        </message>
        <message>
            <source>Quét QR hoặc gõ 12 số</source>
            <translation>Scan the QR or type 12 digits</translation>
        </message>
    </context>
    <context>
        <name>SettingRow</name>
        <message>
            <source>Chọn…</source>
            <translation>Choose…</translation>
        </message>
        <message>
            <source>chưa có</source>
            <translation>not there yet</translation>
        </message>
        <message>
            <source>đã có – gõ để thay</source>
            <translation>there is one – type to replace it</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Bỏ thay đổi</source>
            <translation>Undo changes</translation>
        </message>
        <message>
            <source>Chưa lưu: {0} cài đặt cần sửa.</source>
            <translation>Not saved: {0} to correct.</translation>
        </message>
        <message>
            <source>Cài đặt</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Các nhóm cài đặt</source>
            <translation>Groups of settings</translation>
        </message>
        <message>
            <source>Không có gì thay đổi.</source>
            <translation>Nothing was changed.</translation>
        </message>
        <message>
            <source>Lưu cài đặt</source>
            <translation>Save settings</translation>
        </message>
        <message>
            <source>Mọi thay đổi được ghi vào nhật ký và có hiệu lực ngay khi lưu.</source>
            <translation>Every change is logged and takes effect as soon as it is saved.</translation>
        </message>
        <message>
            <source>{0} thay đổi chưa lưu. Lưu xong có hiệu lực ngay.</source>
            <translation>{0} unsaved. Changes take effect as soon as they are saved.</translation>
        </message>
        <message>
            <source>Lưu cài đặt  (F9)</source>
            <translation>Save settings  (F9)</translation>
        </message>
    </context>
    <context>
        <name>EForm</name>
        <message>
            <source>Có</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>Không</source>
            <translation>No</translation>
        </message>
        <message>
            <source>Lưu tờ khai  (F9)</source>
            <translation>Keep the form  (F9)</translation>
        </message>
        <message>
            <source>Lấy tất cả {0} giá trị đã xác nhận  (Ctrl+B)</source>
            <translation>Take all {0} confirmed values  (Ctrl+B)</translation>
        </message>
        <message>
            <source>Nội dung tờ khai</source>
            <translation>What the form asks</translation>
        </message>
        <message>
            <source>Quét thẻ vào một ô bất kỳ để điền người của phần đó.</source>
            <translation>Scan a card into any field to fill in the person of that part.</translation>
        </message>
        <message>
            <source>Tờ khai điện tử</source>
            <translation>Electronic form</translation>
        </message>
        <message>
            <source>ngày/tháng/năm</source>
            <translation>day/month/year</translation>
        </message>
        <message>
            <source>{0} (phải có mặt)</source>
            <translation>{0} (must be present)</translation>
        </message>
        <message>
            <source>Đã xác nhận trên: {0}</source>
            <translation>Confirmed on: {0}</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>← {0}</source>
            <translation>← {0}</translation>
        </message>
    </context>
    <context>
        <name>IdentityForm</name>
        <message>
            <source>Có giá trị đến</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>Của ai</source>
            <translation>Whose</translation>
        </message>
        <message>
            <source>Ghi giấy tờ</source>
            <translation>Record the paper</translation>
        </message>
        <message>
            <source>Giấy tờ tùy thân khác</source>
            <translation>Another identity paper</translation>
        </message>
        <message>
            <source>Loại giấy tờ</source>
            <translation>Kind of paper</translation>
        </message>
        <message>
            <source>Mọi giấy tờ trong danh sách đều hợp lệ để nhận diện, trừ giấy đã hết hạn.</source>
            <translation>Every paper of the list identifies, unless it has run out.</translation>
        </message>
        <message>
            <source>Ngày cấp</source>
            <translation>Issued</translation>
        </message>
        <message>
            <source>Ngày ghi chưa đúng: ngày/tháng/năm.</source>
            <translation>No such day: day/month/year.</translation>
        </message>
        <message>
            <source>Nơi cấp</source>
            <translation>Issued by</translation>
        </message>
        <message>
            <source>Số</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>ngày/tháng/năm</source>
            <translation>day/month/year</translation>
        </message>
        <message>
            <source>Đã đối chiếu thêm bằng gì</source>
            <translation>What else was compared</translation>
        </message>
    </context>
    <context>
        <name>WeekBook</name>
        <message>
            <source>Báo cáo tuần đang in.</source>
            <translation>The weekly page is being printed.</translation>
        </message>
        <message>
            <source>Chuyển sang</source>
            <translation>Carried over</translation>
        </message>
        <message>
            <source>Hẹn trả</source>
            <translation>Promised</translation>
        </message>
        <message>
            <source>Hồ sơ đang quá hạn</source>
            <translation>Overdue dossiers</translation>
        </message>
        <message>
            <source>In một trang</source>
            <translation>Print the page</translation>
        </message>
        <message>
            <source>Kiến nghị, đề xuất</source>
            <translation>Proposals</translation>
        </message>
        <message>
            <source>Lý do</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Lĩnh vực</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>Lưu báo cáo tuần</source>
            <translation>Save the weekly page</translation>
        </message>
        <message>
            <source>Lưu tệp Word…</source>
            <translation>Save as Word…</translation>
        </message>
        <message>
            <source>Mã hồ sơ quá hạn</source>
            <translation>Overdue dossier</translation>
        </message>
        <message>
            <source>Mới</source>
            <translation>New</translation>
        </message>
        <message>
            <source>Theo lĩnh vực</source>
            <translation>By field</translation>
        </message>
        <message>
            <source>Thủ tục</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Trước hạn</source>
            <translation>Early</translation>
        </message>
        <message>
            <source>Tuần sau →</source>
            <translation>Next week →</translation>
        </message>
        <message>
            <source>Tuần {0} – {1}</source>
            <translation>Week {0} – {1}</translation>
        </message>
        <message>
            <source>Tệp Word (*.docx)</source>
            <translation>Word file (*.docx)</translation>
        </message>
        <message>
            <source>Xong quá hạn</source>
            <translation>Done late</translation>
        </message>
        <message>
            <source>số liệu đến {0}</source>
            <translation>figures up to {0}</translation>
        </message>
        <message>
            <source>Đang quá hạn</source>
            <translation>Open, late</translation>
        </message>
        <message>
            <source>Đang trong hạn</source>
            <translation>Open, in time</translation>
        </message>
        <message>
            <source>Đang ở</source>
            <translation>With</translation>
        </message>
        <message>
            <source>Đã lưu {0}.</source>
            <translation>{0} is saved.</translation>
        </message>
        <message>
            <source>Đúng hạn</source>
            <translation>On time</translation>
        </message>
        <message>
            <source>← Tuần trước</source>
            <translation>← Last week</translation>
        </message>
        <message>
            <source>tuần trước {0}, {1}</source>
            <translation>last week {0}, {1}</translation>
        </message>
    </context>
    <context>
        <name>OpenComplaints</name>
        <message>
            <source>Phản ánh, kiến nghị chưa trả lời</source>
            <translation>Complaints not answered yet</translation>
        </message>
        <message>
            <source>chưa có số</source>
            <translation>no number yet</translation>
        </message>
        <message>
            <source>trả lời trước {0}</source>
            <translation>to be answered by {0}</translation>
        </message>
    </context>
</TS>
