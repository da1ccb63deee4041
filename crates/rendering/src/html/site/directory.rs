use maud::{Markup, html};

use prongsai_domain::organization::NAME_MAX;

use crate::html::frame;
use crate::html::frame::links;
use crate::html::link::Link;
use crate::html::style::DIRECTORY_STYLE;
use crate::outline::issuer::issuer_lines;
use crate::rendition::Issuer;
use crate::wording::site as wording;

/// The list of organizations for the public: one part of it, and the search that led to it.
#[derive(Clone, Debug)]
pub struct DirectoryPage<'a> {
    /// The part of a name that was searched for.
    pub name_part: &'a str,
    /// The code of the province that was chosen.
    pub province_code: &'a str,
    /// Code and name of every province, in the order of the choice.
    pub provinces: Vec<(&'a str, &'a str)>,
    /// The organizations of this part.
    pub organizations: Vec<DirectoryEntry<'a>>,
    /// The address of the first part, if this is another one.
    pub first: Option<&'a str>,
    /// The address of the next part.
    pub next: Option<&'a str>,
    /// The address of the whole list.
    pub canonical: Option<&'a str>,
}

/// An organization in the list.
#[derive(Clone, Debug)]
pub struct DirectoryEntry<'a> {
    /// The organization.
    pub issuer: Issuer<'a>,
    /// The address of its page; `None` if it has published nothing.
    pub href: Option<String>,
}

/// Renders a part of the list of organizations.
pub fn directory(page: &DirectoryPage<'_>) -> String {
    let content = html! {
        h1 { (wording::DIRECTORY_TITLE) }
        p { (wording::DIRECTORY_LEAD) }
        (search(page))
        @if page.organizations.is_empty() {
            p.note role="status" { (wording::NO_ORGANIZATION) }
        } @else {
            ul.organizations { @for entry in &page.organizations { (organization(entry)) } }
        }
        (parts(page))
    };
    frame::document(&frame::Frame {
        title: wording::DIRECTORY_TITLE,
        organization: wording::SYSTEM,
        canonical: page.canonical,
        more_style: Some(DIRECTORY_STYLE),
        feed: None,
        home: Some(Link {
            href: "/",
            title: wording::SYSTEM,
        }),
        downloads: &[],
        has_thai_numerals: false,
        is_draft: false,
        content: &content,
    })
}

fn search(page: &DirectoryPage<'_>) -> Markup {
    html! {
        form.search method="get" action="/public/" role="search" aria-label=(wording::SEARCH) {
            p {
                label for="q" { (wording::NAME_OF_ORGANIZATION) }
                input #q type="search" name="q" value=(page.name_part) maxlength=(NAME_MAX) autocomplete="off";
            }
            p {
                label for="province_code" { (wording::PROVINCE) }
                select #province_code name="province_code" {
                    option value="" { (wording::ALL_PROVINCES) }
                    @for (code, name) in &page.provinces {
                        option value=(code) selected[*code == page.province_code] { (name) }
                    }
                }
            }
            p { button type="submit" { (wording::SEARCH) } }
        }
    }
}

fn organization(entry: &DirectoryEntry<'_>) -> Markup {
    let lines = issuer_lines(&entry.issuer);
    let mut lines = lines.iter();
    let name = lines.next().map_or("", String::as_str);
    html! {
        li {
            p {
                @if let Some(href) = &entry.href { a href=(href) { (name) } } @else { (name) }
            }
            @for line in lines { p.note { (line) } }
            @if entry.href.is_none() { p.note { (wording::NOTHING_PUBLISHED) } }
        }
    }
}

fn parts(page: &DirectoryPage<'_>) -> Markup {
    let first = page.first.map(|href| Link {
        href,
        title: wording::FIRST_PAGE,
    });
    let next = page.next.map(|href| Link {
        href,
        title: wording::NEXT_PAGE,
    });
    let all: Vec<Link<'_>> = first.into_iter().chain(next).collect();
    html! {
        @if !all.is_empty() { nav.pages aria-label=(wording::PAGES) { (links(&all)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(href: Option<String>) -> String {
        directory(&DirectoryPage {
            name_part: "<b>\"พอก",
            province_code: "47",
            provinces: vec![("40", "ขอนแก่น"), ("47", "สกลนคร")],
            organizations: vec![DirectoryEntry {
                issuer: Issuer {
                    name_th: "เทศบาลตำบล<ตัวอย่าง>",
                    district_th: Some("เมืองสกลนคร"),
                    province_th: "สกลนคร",
                    website: None,
                },
                href,
            }],
            first: None,
            next: Some("/public/?q=a&cursor=b"),
            canonical: None,
        })
    }

    #[test]
    fn only_an_organization_with_a_page_is_a_link_and_texts_are_escaped() {
        let linked = page(Some("/public/1/".to_owned()));
        assert!(
            linked.contains("<a href=\"/public/1/\">เทศบาลตำบล&lt;ตัวอย่าง&gt;</a>"),
            "{linked}"
        );
        assert!(!linked.contains(wording::NOTHING_PUBLISHED));
        let silent = page(None);
        assert!(silent.contains(wording::NOTHING_PUBLISHED) && !silent.contains("/public/1/"));
        for text in [&linked, &silent] {
            assert!(text.contains("value=\"&lt;b&gt;&quot;พอก\""), "{text}");
            assert!(text.contains("<option value=\"47\" selected>สกลนคร</option>"));
            assert!(text.contains("อำเภอเมืองสกลนคร จังหวัดสกลนคร"));
            assert!(text.contains("href=\"/public/?q=a&amp;cursor=b\"") && !text.contains(wording::FIRST_PAGE));
            assert!(!text.contains("<script") && !text.contains("style="));
        }
    }
}
