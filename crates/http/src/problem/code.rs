use actix_web::http::StatusCode;

use super::problem_codes::problem_codes;

// Each entry: variant, code, status; the title in Thai and in English; the meaning in Thai and in English. `make docs` writes
// openapi/problems.md from the list.
problem_codes! {
    MalformedRequest "malformed-request" BAD_REQUEST
        "คำขอผิดรูปแบบ" "Malformed request"
        "อ่านคำขอไม่ได้ตามข้อกำหนด HTTP" "The request is not valid HTTP.";
    MalformedJson "malformed-json" BAD_REQUEST
        "JSON ผิดรูปแบบ" "Malformed JSON"
        "เนื้อหาคำขอไม่ใช่ JSON ที่ถูกต้องหรือไม่ใช่ UTF-8 รายละเอียดบอกบรรทัดและตำแหน่ง นับเป็นตัวอักษร"
        "The body is not well-formed JSON in UTF-8; the detail names the line and the column, counted in characters.";
    UnknownParameter "unknown-parameter" BAD_REQUEST
        "ไม่รู้จักพารามิเตอร์" "Unknown parameter"
        "ที่อยู่มีพารามิเตอร์ที่ปลายทางนี้ไม่รู้จัก errors ระบุชื่อและชื่อที่ใช้ได้"
        "The query has a parameter that this operation does not have; errors names it and the parameters that exist.";
    InvalidParameter "invalid-parameter" BAD_REQUEST
        "พารามิเตอร์ไม่ถูกต้อง" "Invalid parameter"
        "ค่าของพารามิเตอร์ในที่อยู่ใช้ไม่ได้ errors ระบุว่าตัวใดและเพราะอะไร"
        "A parameter of the query has an invalid value; errors names the parameter and the reason.";
    InvalidCursor "invalid-cursor" BAD_REQUEST
        "ตัวชี้หน้าไม่ถูกต้อง" "Invalid cursor"
        "ค่า cursor ต้องเป็นค่า next ที่ได้จากรายการหน้าก่อนหน้าเท่านั้น"
        "A cursor must be the value of next from an earlier page of the same list.";
    InvalidPrecondition "invalid-precondition" BAD_REQUEST
        "เงื่อนไขผิดรูปแบบ" "Malformed precondition"
        "ส่วนหัว If-Match หรือ If-None-Match ต้องเป็น ETag ในเครื่องหมายคำพูด เช่น \"7\" หรือ *"
        "If-Match and If-None-Match must contain entity tags in double quotes, such as \"7\", or *.";
    InvalidIdempotencyKey "invalid-idempotency-key" BAD_REQUEST
        "Idempotency-Key ไม่ถูกต้อง" "Invalid idempotency key"
        "Idempotency-Key ยาว 1–128 ตัวอักษร ASCII ที่มองเห็นได้"
        "An Idempotency-Key has 1 to 128 visible ASCII characters.";
    MissingToken "missing-token" UNAUTHORIZED
        "ยังไม่ได้เข้าสู่ระบบ" "Not logged in"
        "ปลายทางนี้ต้องมีโทเคน: เข้าสู่ระบบที่ POST /api/v1/auth/login แล้วส่ง Authorization: Bearer …"
        "This operation needs a token: log in at POST /api/v1/auth/login and send Authorization: Bearer …";
    InvalidToken "invalid-token" UNAUTHORIZED
        "โทเคนใช้ไม่ได้" "Invalid token"
        "โทเคนไม่ถูกต้องหรือถูกยกเลิกแล้ว โปรดเข้าสู่ระบบใหม่"
        "The token is not genuine or was revoked; log in again.";
    ExpiredToken "expired-token" UNAUTHORIZED
        "โทเคนหมดอายุ" "Expired token"
        "โทเคนหมดอายุแล้ว ขอใหม่ได้ที่ POST /api/v1/auth/refresh"
        "The token is too old; get a new one at POST /api/v1/auth/refresh.";
    BadCredentials "bad-credentials" UNAUTHORIZED
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" "Wrong user name or password"
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
        "The user name or the password is wrong; the answer does not tell which one.";
    SecondFactorRequired "second-factor-required" UNAUTHORIZED
        "ต้องใช้รหัสยืนยันตัวตนขั้นที่สอง" "A code of the second factor is needed"
        "รหัสผ่านถูกต้อง แต่บัญชีนี้ใช้การยืนยันตัวตนสองขั้น โปรดส่งคำขออีกครั้งพร้อมรหัส 6 หลักจากแอปยืนยันตัวตนหรือรหัสกู้คืนในช่อง code"
        "The password is right, and the account has a second factor: send the login again with code, the six digits of the          authenticator or a recovery code.";
    SecondFactorNeeded "second-factor-needed" FORBIDDEN
        "ต้องเปิดใช้การยืนยันตัวตนสองขั้นก่อน" "A second factor is needed"
        "รายการนี้ต้องใช้การยืนยันตัวตนสองขั้น แต่บัญชีนี้ยังไม่ได้เปิดใช้ เปิดใช้ได้ที่ POST /api/v1/me/second-factor"
        "This operation needs a second factor, and the account has none; enrol one at POST /api/v1/me/second-factor.";
    SecondFactorStale "second-factor-stale" FORBIDDEN
        "ต้องยืนยันตัวตนขั้นที่สองอีกครั้ง" "The second factor has to be proved again"
        "รายการนี้ต้องยืนยันตัวตนขั้นที่สองภายใน 10 นาทีก่อนทำรายการ โปรดส่งรหัสที่ POST /api/v1/auth/step-up แล้วทำรายการอีกครั้ง"
        "This operation needs a second factor that was proved in the last ten minutes: send a code to POST /api/v1/auth/step-up, then repeat the request.";
    HttpsRequired "https-required" FORBIDDEN
        "ต้องใช้ HTTPS" "HTTPS is required"
        "คำขอมาถึงพร็อกซีโดยไม่เข้ารหัส ใช้ที่อยู่ที่ขึ้นต้นด้วย https:// และเปลี่ยนรหัสผ่านหรือโทเคนที่ส่งมาโดยไม่เข้ารหัส"
        "The request came to the proxy without TLS. Use the address with https://, and replace a password or token that was sent without encryption.";
    Forbidden "forbidden" FORBIDDEN
        "ไม่มีสิทธิ์" "Not allowed"
        "ผู้ใช้เห็นสิ่งนี้ได้แต่ไม่มีบทบาทที่ทำรายการนี้ได้ รายละเอียดบอกบทบาทที่ต้องมี"
        "The user has no role that allows this operation here; the detail names the roles that allow it.";
    FourEyes "four-eyes" FORBIDDEN
        "ผู้จัดทำอนุมัติเองไม่ได้" "Four-eyes rule"
        "ผู้ร่าง ผู้เสนออนุมัติ ผู้เขียนเนื้อหาที่เอกสารใช้อ้างอิงหรือแสดง และผู้แก้ไขข้อมูลหน่วยงานซึ่งจะปรากฏในเอกสาร อนุมัติเอกสารนั้นเองไม่ได้ ต้องให้ผู้อื่นอนุมัติ"
        "A person who drafted or submitted an edition, wrote what it is based on or shows, or changed what it shows of the organization, may not approve it; another person must approve it.";
    SecondPersonRequired "second-person-required" FORBIDDEN
        "ต้องให้ผู้อื่นรับรอง" "A second person is required"
        "ผู้ที่เริ่มหรือเสนอรายการนี้ดำเนินการต่อเองไม่ได้ รวมทั้งผู้ที่เคยออกรหัสของบัญชีก่อนที่ผู้ดูแลคนอื่นจะเริ่มบัญชีใหม่ ต้องให้ผู้ดูแลอีกคนหนึ่งดำเนินการ"
        "Who began this may not complete it, and nobody takes back an account that another administrator began again; another \
         administrator must do it.";
    OrganizationConfirms "organization-confirms" FORBIDDEN
        "ผู้ดูแลของหน่วยงานต้องเป็นผู้รับรอง" "An administrator of the organization confirms"
        "หน่วยงานมีผู้ดูแลคนอื่นอยู่แล้ว ผู้ดูแลคนนั้นต้องเป็นผู้รับรอง"
        "The organization has another administrator, who must confirm this.";
    AccountUnconfirmed "account-unconfirmed" FORBIDDEN
        "บัญชียังไม่ได้รับการรับรอง" "The account is not confirmed"
        "รหัสผ่านของบัญชีนี้ตั้งขึ้นโดยใช้รหัสเปิดใช้บัญชีที่ผู้ดูแลส่งให้ สิทธิ์อนุมัติ เผยแพร่ และบริหารจัดการจะใช้ได้เมื่อผู้ดูแลอีกคนหนึ่งรับรองบัญชีแล้ว"
        "The password of this account was set with the token of an administrator. The rights to approve, publish and \
         administer can be used once another administrator has confirmed the account.";
    NotWithServiceToken "not-with-service-token" FORBIDDEN
        "โทเคนสำหรับโปรแกรมทำรายการนี้ไม่ได้" "Not with a service token"
        "โทเคนสำหรับโปรแกรมทำได้เฉพาะสิทธิ์ที่ให้ไว้ และไม่มีโทเคนใดเสนอ อนุมัติ เผยแพร่ ถอน หรือบริหารจัดการได้ โปรดเข้าสู่ระบบแล้วทำรายการเอง"
        "A service token has only the rights that it was made with, and none submits, approves, publishes, withdraws or \
         administers. Log in as the person to do this.";
    OwnAccount "own-account" FORBIDDEN
        "ทำกับบัญชีของตนเองไม่ได้" "Not for one's own account"
        "ผู้ใช้ให้บทบาทแก่ตนเองหรือออกรหัสเปิดใช้บัญชีให้ตนเองไม่ได้ เปลี่ยนรหัสผ่านของตนเองได้ที่ POST /api/v1/me/password"
        "Nobody gives a role or a token to themselves. One's own password is changed at POST /api/v1/me/password.";
    NotFound "not-found" NOT_FOUND
        "ไม่พบ" "Not found"
        "ไม่มีสิ่งนี้ หรือผู้ขอไม่มีสิทธิ์รู้ว่ามี"
        "The resource does not exist, or the caller may not know that it exists.";
    MethodNotAllowed "method-not-allowed" METHOD_NOT_ALLOWED
        "เมธอดใช้ไม่ได้กับที่อยู่นี้" "Method not allowed"
        "ที่อยู่นี้มีจริงแต่ไม่รับเมธอดนี้ ส่วนหัว Allow บอกเมธอดที่ใช้ได้"
        "The path exists but does not accept this method; the Allow header lists the methods that it accepts.";
    NotAcceptable "not-acceptable" NOT_ACCEPTABLE
        "ตอบในรูปแบบที่ขอไม่ได้" "Not acceptable"
        "ไม่มีการเข้ารหัสเนื้อหาที่ตรงกับ Accept-Encoding"
        "The server has no content coding that matches Accept-Encoding.";
    RequestTimeout "request-timeout" REQUEST_TIMEOUT
        "ส่งคำขอช้าเกินไป" "Request timeout"
        "คำขอมาไม่ครบภายในเวลาที่กำหนด โปรดส่งใหม่"
        "The request did not arrive in time; send it again.";
    IllegalTransition "illegal-transition" CONFLICT
        "สถานะปัจจุบันทำรายการนี้ไม่ได้" "The state does not allow this"
        "สถานะของเอกสารไม่อนุญาตให้ทำรายการนี้ ดูสิ่งที่ทำได้ใน allowed_actions"
        "The state of the document does not allow this action; allowed_actions lists the actions that it allows.";
    AlreadyExists "already-exists" CONFLICT
        "มีอยู่แล้ว" "Already exists"
        "มีสิ่งที่ใช้ชื่อหรือรหัสนี้อยู่แล้ว errors ระบุว่าช่องใด"
        "The name, key or code is already in use; errors names the field.";
    FileIsTombstone "file-is-tombstone" CONFLICT
        "ไฟล์ถูกนำออกแล้ว" "The file was removed"
        "ไฟล์นี้ถูกนำออกแล้ว เหลือเพียงบันทึกว่าใครนำออก เมื่อใด และเพราะเหตุใด จึงแก้ไขไม่ได้"
        "The file was removed. What is left says who removed it, when and why, and does not change.";
    OrganizationMerged "organization-merged" CONFLICT
        "หน่วยงานรวมกับรายการอื่นแล้ว" "The organization was merged"
        "หน่วยงานนี้เป็นรายการซ้ำที่รวมกับหน่วยงานใน merged_into แล้ว รายการใหม่ให้บันทึกในหน่วยงานนั้น ส่วนเอกสารเดิมยังอ่านและถอนได้"
        "The organization was a duplicate and was merged into the one in merged_into, which accepts what is new. Its documents can still be read and withdrawn.";
    EditionInWork "edition-in-work" CONFLICT
        "มีฉบับที่กำลังทำอยู่" "An edition is in work"
        "เอกสารนี้มีฉบับที่ยังไม่เสร็จอยู่แล้ว ต้องเผยแพร่ ถอน หรือ (หากเป็นร่าง) ลบฉบับนั้นก่อน"
        "The document has an edition in work; publish, withdraw or (a draft) delete that edition first.";
    NothingToRevise "nothing-to-revise" CONFLICT
        "ไม่มีฉบับเผยแพร่ให้แก้ไข" "Nothing to revise"
        "เริ่มฉบับแก้ไขได้เฉพาะเอกสารที่เผยแพร่อยู่หรือถูกถอนแล้ว"
        "Only a published or withdrawn document can be corrected.";
    NothingToConfirm "nothing-to-confirm" CONFLICT
        "ไม่มีสิ่งที่รอการรับรอง" "Nothing waits for a confirmation"
        "บัญชีหรือบทบาทนี้ไม่ได้รอการรับรอง หรือผู้ใช้ยังไม่ได้ตั้งรหัสผ่าน"
        "The account or the role waits for no confirmation, or the person has not set a password yet.";
    SecondFactorExists "second-factor-exists" CONFLICT
        "เปิดใช้การยืนยันตัวตนสองขั้นอยู่แล้ว" "There is a second factor already"
        "บัญชีนี้เปิดใช้การยืนยันตัวตนสองขั้นอยู่แล้ว หากจะเปลี่ยนเครื่อง ให้ยกเลิกของเดิมที่ POST /api/v1/me/second-factor/remove ก่อน"
        "The account has a second factor already; to change the device, remove it first at POST /api/v1/me/second-factor/remove.";
    ProposalExpired "proposal-expired" CONFLICT
        "ข้อเสนอหมดอายุ" "The proposal has expired"
        "ข้อเสนอหมดอายุแล้ว หรือผู้เสนอไม่ได้เป็นผู้ดูแลแล้ว โปรดเสนอใหม่"
        "The proposal has expired, or the person who made it does not administer any more; propose it again.";
    AccountDeactivated "account-deactivated" CONFLICT
        "บัญชีถูกปิดใช้งาน" "The account is deactivated"
        "บัญชีนี้ถูกปิดใช้งาน ต้องเปิดใช้งานก่อน"
        "The account is deactivated; activate it first.";
    ServiceTokenEnded "service-token-ended" CONFLICT
        "โทเคนสิ้นสุดแล้ว" "The service token has ended"
        "โทเคนนี้หมดอายุ ถูกเพิกถอน หรือมีโทเคนใหม่แทนแล้ว โปรดสร้างโทเคนใหม่"
        "The service token has expired, was revoked, or another one replaces it already; make a new one.";
    JobNotDead "job-not-dead" CONFLICT
        "งานนี้ยังไม่สิ้นสุดด้วยความล้มเหลว" "The job is not dead"
        "สั่งทำซ้ำได้เฉพาะงานเบื้องหลังที่มีสถานะ dead เท่านั้น"
        "Only a job in the state dead can be attempted again.";
    TooManyServiceTokens "too-many-service-tokens" CONFLICT
        "มีโทเคนครบจำนวนแล้ว" "Too many service tokens"
        "ผู้ใช้มีโทเคนสำหรับโปรแกรมที่ยังใช้ได้ครบ 20 รายการแล้ว โปรดเพิกถอนรายการที่ไม่ใช้"
        "The person has 20 valid service tokens already; revoke those that are not used.";
    AwaitsConfirmation "awaits-confirmation" CONFLICT
        "บัญชีรอการรับรอง" "The account waits for a confirmation"
        "ผู้ดูแลอีกคนหนึ่งออกรหัสเปิดใช้บัญชี ยกเลิกการยืนยันตัวตนสองขั้น หรือเปิดบัญชีนี้อีกครั้ง และบัญชีรอการรับรอง โปรดรับรองบัญชีต่อเมื่อทราบแน่ชัดว่าเจ้าของบัญชีเป็นผู้ใช้บัญชีนี้เอง หากไม่แน่ใจ โปรดออกรหัสสำหรับตั้งรหัสผ่านใหม่เพื่อเริ่มบัญชีนี้ใหม่"
        "Another administrator handed over a token for the account, removed its second factor or opened it again, and it waits for a \
         second person. Confirm it only when you know that the person themself uses the account. Otherwise begin it again with a \
         password token: that ends what the other administrator may hold.";
    NothingProposed "nothing-proposed" CONFLICT
        "ไม่มีข้อเสนอให้รับรอง" "Nothing is proposed"
        "ไม่มีการเปลี่ยนแปลงที่รอการรับรอง อาจมีผู้รับรองหรือยกเลิกไปแล้ว"
        "No change waits for acceptance; somebody may have accepted or ended it already.";
    NothingToDo "nothing-to-do" CONFLICT
        "ไม่มีรายการให้ทำ" "Nothing to do"
        "ไม่มีมาตรการใดของปีนี้อยู่ในสถานะที่ทำรายการนี้ได้"
        "No measure of the year is in a state that allows this action.";
    ReportNotReady "report-not-ready" CONFLICT
        "รายงานยังไม่พร้อม" "The report is not ready"
        "สิ่งที่รายงานต้องแสดงยังไม่พร้อม รายละเอียดบอกว่าขาดอะไร"
        "Something that the report must show is not ready; the detail names what is missing.";
    WarningsNotAcknowledged "warnings-not-acknowledged" CONFLICT
        "ยังไม่ได้รับทราบข้อสังเกตร้ายแรง" "Serious warnings are not acknowledged"
        "ผู้อนุมัติต้องรับทราบข้อสังเกตร้ายแรงทุกข้อพร้อมเหตุผลของแต่ละข้อ errors ระบุข้อสังเกต"
        "The approver acknowledges every serious warning with its own reason; errors names the warnings.";
    BindingRules "binding-rules" CONFLICT
        "ไม่เป็นไปตามข้อกำหนดที่บังคับใช้" "Binding rules are broken"
        "หน่วยงานหรือจังหวัดกำหนดให้กฎเหล่านี้เป็นข้อบังคับ ต้องแก้ไขเอกสารก่อนเสนอ อนุมัติ หรือเผยแพร่ errors ระบุข้อที่ต้องแก้ไข"
        "The organization or its province made these rules binding; mend the document before it is submitted, approved or published. errors names the places.";
    RoundNotEnded "round-not-ended" CONFLICT
        "รอบการรายงานยังไม่สิ้นสุด" "The reporting round has not ended"
        "เสนอ อนุมัติ และเผยแพร่รายงานได้หลังสิ้นรอบการรายงาน หรือเมื่อระบุว่าเป็นฉบับเบื้องต้น รายละเอียดบอกวันสิ้นรอบ"
        "A report is submitted, approved and published after its round has ended, or if it is marked as preliminary; the detail names the last day.";
    ApprovedByAuthor "approved-by-author" CONFLICT
        "ผู้จัดทำเป็นผู้อนุมัติ" "Approved by an author"
        "ผู้ที่เขียนเนื้อหานี้เป็นผู้อนุมัติ ต้องตีกลับแล้วให้ผู้อื่นอนุมัติใหม่ก่อนเผยแพร่"
        "One of its authors approved the edition; return it, and have another person approve it before it is published.";
    InUse "in-use" CONFLICT
        "ยังถูกใช้อยู่" "In use"
        "ยังมีสิ่งอื่นอ้างถึงสิ่งนี้อยู่"
        "Something else still refers to it.";
    LastAdministrator "last-administrator" CONFLICT
        "ผู้ดูแลคนสุดท้าย" "Last administrator"
        "ถอนหรือปิดบัญชีผู้ดูแลแพลตฟอร์มคนสุดท้ายที่ยังใช้งานอยู่ไม่ได้ ต้องตั้งคนอื่นก่อน"
        "The last active platform administrator cannot be removed or deactivated; appoint another one first.";
    DocumentClosed "document-closed" CONFLICT
        "เอกสารปิดแล้ว" "The document is closed"
        "เอกสารถูกถอนแล้ว บันทึกเพิ่มไม่ได้"
        "The document was withdrawn; no more results can be recorded for it.";
    QuotaExceeded "quota-exceeded" CONFLICT
        "เกินจำนวนที่กำหนด" "Quota exceeded"
        "หน่วยงานมีรายการประเภทนี้ครบจำนวนที่กำหนดแล้ว รายละเอียดบอกจำนวนสูงสุดและจำนวนที่มีอยู่"
        "The organization has as many of these as it may have; the detail names the largest and the present number.";
    RuleViolated "rule-violated" CONFLICT
        "ขัดกับกฎของข้อมูล" "Rule violated"
        "การเปลี่ยนแปลงนี้ขัดกับกฎของข้อมูลที่บันทึกอยู่"
        "The change contradicts a rule of the stored data.";
    FileRemoved "file-removed" GONE
        "นำไฟล์ออกแล้ว" "The file was removed"
        "ไฟล์นี้ถูกนำออกโดยหน่วยงาน เช่น เพราะมีข้อมูลส่วนบุคคล เหลือเพียงค่า SHA-256 ที่อยู่ในรายงาน"
        "The organization removed the file, e.g. because of personal data. Its SHA-256 stays in the reports that show it.";
    Withdrawn "withdrawn" GONE
        "ถอนแล้ว" "Withdrawn"
        "เคยเผยแพร่และถูกถอนแล้ว รายละเอียดบอกเหตุผลและวันที่"
        "The document was public and has been withdrawn; the detail gives the reason and the date.";
    Stale "stale" PRECONDITION_FAILED
        "ข้อมูลเปลี่ยนไปแล้ว" "Changed in the meantime"
        "มีผู้แก้ไขไปก่อนแล้ว โปรดอ่านใหม่แล้วส่งอีกครั้งด้วย ETag ล่าสุด"
        "The resource was changed in the meantime; read it again and send the change with the new entity tag.";
    BodyTooLarge "body-too-large" PAYLOAD_TOO_LARGE
        "เนื้อหาใหญ่เกินไป" "Body too large"
        "เนื้อหาคำขอใหญ่กว่าที่กำหนด (1 MiB; การนำเข้า 256 KiB หรือ 32 MiB ถ้าระบุ organization_id)"
        "The body is larger than allowed (1 MiB; imports 256 KiB, or 32 MiB if the request names the organization).";
    UriTooLong "uri-too-long" URI_TOO_LONG
        "ที่อยู่ยาวเกินไป" "Address too long"
        "ที่อยู่ของคำขอยาวเกินไป" "The address of the request is too long.";
    UnsupportedMediaType "unsupported-media-type" UNSUPPORTED_MEDIA_TYPE
        "ชนิดเนื้อหาไม่รองรับ" "Unsupported media type"
        "ส่งเนื้อหาเป็น application/json (UTF-8 ไม่บีบอัด); PATCH ใช้ application/merge-patch+json ได้ด้วย"
        "Send application/json, in UTF-8 and not compressed; a PATCH may also be application/merge-patch+json.";
    InvalidInput "invalid-input" UNPROCESSABLE_ENTITY
        "ข้อมูลไม่ถูกต้อง" "Invalid input"
        "ข้อมูลที่ส่งมาใช้ไม่ได้ errors ระบุทุกตำแหน่งที่ผิดพร้อมเหตุผล และค่าที่ใช้ได้ถ้ารู้"
        "The input is invalid; errors names every place with the reason and, if one is known, a value that would be accepted.";
    PaperTooLarge "paper-too-large" UNPROCESSABLE_ENTITY
        "เอกสารใหญ่เกินไป" "Rendition too large"
        "เนื้อหามากเกินกว่าจะจัดทำเป็นไฟล์เดียวได้ รายละเอียดบอกว่าเกินเท่าใด"
        "The content is too large for one file; the detail names the limit.";
    IdempotencyKeyReused "idempotency-key-reused" UNPROCESSABLE_ENTITY
        "Idempotency-Key ถูกใช้แล้ว" "Idempotency key reused"
        "Idempotency-Key นี้ใช้กับคำขออื่นไปแล้ว โปรดสร้างคีย์ใหม่"
        "This Idempotency-Key was used for another request; make a new key.";
    PreconditionRequired "precondition-required" PRECONDITION_REQUIRED
        "ต้องระบุ If-Match" "Precondition required"
        "การแก้ไขสิ่งที่มีอยู่ต้องส่ง If-Match พร้อม ETag ที่อ่านมาล่าสุด เช่น If-Match: \"7\""
        "A change of an existing resource needs If-Match with its entity tag as it was last read, such as If-Match: \"7\".";
    TooManyAttempts "too-many-attempts" TOO_MANY_REQUESTS
        "ลองบ่อยเกินไป" "Too many attempts"
        "ลองผิดหลายครั้งเกินไป โปรดรอตามเวลาในส่วนหัว Retry-After"
        "Too many attempts failed; wait for the time in Retry-After.";
    TooManyRequests "too-many-requests" TOO_MANY_REQUESTS
        "ส่งคำขอถี่เกินไป" "Too many requests"
        "มีคำขอจากท่านหรือจากเครือข่ายนี้มากเกินไป โปรดรอตามเวลาในส่วนหัว Retry-After"
        "Too many requests came from this person or this address; wait for the time in Retry-After.";
    HeadersTooLarge "headers-too-large" REQUEST_HEADER_FIELDS_TOO_LARGE
        "ส่วนหัวใหญ่เกินไป" "Headers too large"
        "ส่วนหัวของคำขอใหญ่เกินไป" "The headers of the request are too large.";
    InternalError "internal-error" INTERNAL_SERVER_ERROR
        "เกิดข้อผิดพลาดภายใน" "Internal error"
        "เกิดสิ่งที่ไม่ควรเกิด โปรดแจ้งผู้ดูแลพร้อม request_id"
        "An unexpected error occurred; report it to the operator with the request_id.";
    NoThaiFont "no-thai-font" SERVICE_UNAVAILABLE
        "ไม่มีแบบอักษรไทย" "No Thai font"
        "เครื่องแม่ข่ายไม่มีแบบอักษรไทยสำหรับจัดทำ PDF ให้ผู้ดูแลระบบติดตั้งแพ็กเกจ fonts-tlwg-laksaman-otf หรือกำหนด PRONGSAI_FONT_DIR"
        "The server has no Thai font for PDFs. The operator must install the package fonts-tlwg-laksaman-otf or set PRONGSAI_FONT_DIR to a folder with fonts.";
    RendererNotReady "renderer-not-ready" SERVICE_UNAVAILABLE
        "ส่วนจัดทำ PDF ยังไม่พร้อม" "The renderer is not ready"
        "โปรแกรมจัดทำ PDF (prongsai-renderer) ยังไม่พร้อมใช้งาน ไฟล์ HTML DOCX และ CSV ขอได้ตามปกติ โปรดขอ PDF อีกครั้งตามเวลาในส่วนหัว Retry-After"
        "The program that makes PDFs, prongsai-renderer, is not there yet; HTML, DOCX and CSV are. Request the PDF again after the time in Retry-After.";
    RendererFailed "renderer-failed" SERVICE_UNAVAILABLE
        "จัดทำ PDF ไม่สำเร็จ" "The renderer failed"
        "การจัดทำ PDF นี้ใช้เวลาหรือหน่วยความจำเกินกำหนด หรือหยุดลงกลางคัน โปรดขออีกครั้งตามเวลาในส่วนหัว Retry-After หรือขอเป็น HTML หรือ DOCX"
        "Making this PDF took too much time or memory, or ended unexpectedly. Request it again after the time in Retry-After, or as HTML or DOCX.";
    Unavailable "unavailable" SERVICE_UNAVAILABLE
        "ระบบไม่พร้อมชั่วคราว" "Not available"
        "ส่วนหนึ่งของระบบไม่พร้อมชั่วคราว โปรดลองใหม่ตามเวลาในส่วนหัว Retry-After"
        "A part of the system is temporarily unavailable; try again after the time in Retry-After.";
}

#[cfg(test)]
mod tests;
