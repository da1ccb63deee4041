use crate::named::named_enum;

named_enum! {
    /// A step of the workflow of an edition. `apply` defines which state allows which step.
    #[derive(PartialOrd, Ord)]
    pub enum Transition {
        /// เสนอ: submit it for approval.
        Submit = "submit",
        /// ตีกลับ: return it with a reason.
        Return = "return",
        /// อนุมัติ: approve it. A person who drafted or submitted it needs an override with a reason.
        Approve = "approve",
        /// เผยแพร่: make it public.
        Publish = "publish",
        /// แทนที่: mark it as superseded. Only the publication of the next edition causes this.
        Supersede = "supersede",
        /// ถอน: withdraw it from work or from the public, with a reason.
        Withdraw = "withdraw",
        /// แก้ไข: change the content.
        Edit = "edit",
        /// ลบ: delete a draft that was never submitted.
        Delete = "delete",
    }
}
