use crate::named::named_enum;

named_enum! {
    /// The kinds of channels.
    pub enum ChannelKind {
        /// A website.
        Website = "website",
        /// A page on Facebook.
        Facebook = "facebook",
        /// An account of LINE, as a web address.
        Line = "line",
        /// An account of X.
        X = "x",
        /// Videos on `YouTube`.
        Youtube = "youtube",
        /// An account of `TikTok`.
        Tiktok = "tiktok",
        /// An account of Instagram.
        Instagram = "instagram",
        /// A board of questions and answers.
        WebBoard = "web_board",
        /// A telephone number.
        Phone = "phone",
        /// A hotline for everything.
        Hotline = "hotline",
        /// An e-mail address.
        Email = "email",
        /// A web form for general complaints.
        ComplaintForm = "complaint_form",
        /// A telephone number for general complaints.
        ComplaintHotline = "complaint_hotline",
        /// An e-mail address for general complaints.
        ComplaintEmail = "complaint_email",
        /// A place where complaints are taken, such as the Damrongtham centre.
        ComplaintCentre = "complaint_centre",
        /// A web form for reports of corruption.
        CorruptionForm = "corruption_form",
        /// A telephone number for reports of corruption.
        CorruptionHotline = "corruption_hotline",
        /// An e-mail address for reports of corruption.
        CorruptionEmail = "corruption_email",
        /// A place or a post box for reports of corruption.
        CorruptionPost = "corruption_post",
    }
}

named_enum! {
    /// What a channel is for.
    pub enum ChannelPurpose {
        /// Reports of corruption.
        Corruption = "corruption",
        /// General complaints.
        Complaint = "complaint",
        /// News and questions.
        Contact = "contact",
    }
}

/// What the address of a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelForm {
    /// A web address.
    Web,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A place or postal address.
    Place,
}

impl ChannelKind {
    /// What the channel is for.
    pub const fn purpose(self) -> ChannelPurpose {
        match self {
            Self::CorruptionForm | Self::CorruptionHotline | Self::CorruptionEmail | Self::CorruptionPost => {
                ChannelPurpose::Corruption
            }
            Self::ComplaintForm | Self::ComplaintHotline | Self::ComplaintEmail | Self::ComplaintCentre => {
                ChannelPurpose::Complaint
            }
            Self::Website
            | Self::Facebook
            | Self::Line
            | Self::X
            | Self::Youtube
            | Self::Tiktok
            | Self::Instagram
            | Self::WebBoard
            | Self::Phone
            | Self::Hotline
            | Self::Email => ChannelPurpose::Contact,
        }
    }

    /// What its address is.
    pub const fn form(self) -> ChannelForm {
        match self {
            Self::Website
            | Self::Facebook
            | Self::Line
            | Self::X
            | Self::Youtube
            | Self::Tiktok
            | Self::Instagram
            | Self::WebBoard
            | Self::ComplaintForm
            | Self::CorruptionForm => ChannelForm::Web,
            Self::Phone | Self::Hotline | Self::ComplaintHotline | Self::CorruptionHotline => ChannelForm::Phone,
            Self::Email | Self::ComplaintEmail | Self::CorruptionEmail => ChannelForm::Email,
            Self::ComplaintCentre | Self::CorruptionPost => ChannelForm::Place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clients read the purpose from the name of a kind: docs and OpenAPI say so.
    #[test]
    fn the_name_of_a_kind_begins_with_its_purpose() {
        for kind in ChannelKind::ALL {
            for purpose in [ChannelPurpose::Corruption, ChannelPurpose::Complaint] {
                let is_named = kind.as_str().starts_with(&format!("{}_", purpose.as_str()));
                assert_eq!(is_named, kind.purpose() == purpose, "{kind:?}");
            }
        }
    }

    #[test]
    fn reports_of_corruption_have_every_form_of_address() {
        for form in [
            ChannelForm::Web,
            ChannelForm::Phone,
            ChannelForm::Email,
            ChannelForm::Place,
        ] {
            let fits = |kind: &ChannelKind| kind.purpose() == ChannelPurpose::Corruption && kind.form() == form;
            assert_eq!(ChannelKind::ALL.iter().filter(|kind| fits(kind)).count(), 1, "{form:?}");
        }
    }
}
