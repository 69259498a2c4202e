// basis.yaml: the register of documents every rule rests on (R-PROF-02, 03, 07, 09)
#include <algorithm>
#include <array>

#include "domain/terms.h"
#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

constexpr auto kStates = std::to_array<std::string_view>({"正文在册", "正文未提供", "外部资料，待核实"});
constexpr auto kLevels = std::to_array<std::string_view>({"国家", "省", "市", "县"});

template <std::size_t N>
void mustBeOneOf(MapReader& reader, std::string_view key, const std::string& value,
                 const std::array<std::string_view, N>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
  std::string expected;
  for (const auto word : allowed) expected += (expected.empty() ? "" : "、") + std::string(word);
  reader.badValue(key, value, expected);
}

/// A day given outright, or counted from another day by a duration (自印发之日起 30 天后试行, 试行期 2 年).
std::optional<base::CivilDate> dayAfter(MapReader& reader, std::string_view key, std::optional<base::CivilDate> start) {
  const std::string text = reader.text(key);
  if (text.empty()) return std::nullopt;
  const auto span = domain::parseDuration(text);
  if (!span.ok() || span->kind != domain::Duration::Kind::kSpan || !start) {
    reader.badValue(key, text, "起算日已知的期间，如 P30D、P2Y");
    return std::nullopt;
  }
  return span->after(*start);
}

BasisDocument readDocument(const Item& item, Problems& problems) {
  MapReader reader(item.node, "依据文件 " + item.id, problems);
  BasisDocument doc;
  doc.id = reader.required("id");
  doc.title = reader.required("title");
  doc.number = reader.text("number");
  doc.issuer = reader.text("issuer");
  doc.level = reader.required("level");
  mustBeOneOf(reader, "level", doc.level, kLevels);
  doc.date = reader.text("date");
  doc.state = reader.required("state");
  mustBeOneOf(reader, "state", doc.state, kStates);
  doc.parent = reader.text("parent");
  doc.seed = reader.text("seed");
  doc.interpreter = reader.text("interpreter");
  doc.supersededBy = reader.text("superseded_by");
  doc.issued = reader.date("issued");
  doc.effective = reader.date("effective");
  if (const auto day = dayAfter(reader, "effective_after", doc.issued)) doc.effective = day;
  doc.expires = reader.date("expires");
  // The last day of a two-year trial that begins on 2024-05-09 is 2026-05-08.
  if (const auto day = dayAfter(reader, "valid_for", doc.effective)) doc.expires = day->plusDays(-1);
  (void)reader.text("note");
  if (doc.effective && doc.expires && *doc.expires < *doc.effective) {
    reader.badValue("expires", doc.expires->iso(), "不早于施行日期");
  }
  reader.finish();
  return doc;
}

const BasisDocument* find(const std::vector<BasisDocument>& documents, std::string_view id) {
  const auto found =
      std::find_if(documents.begin(), documents.end(), [id](const BasisDocument& doc) { return doc.id == id; });
  return found == documents.end() ? nullptr : &*found;
}

}  // namespace

void readBasis(const Chain& chain, Jurisdiction& out, Problems& problems) {
  const auto items = overlayItems(chain, "basis.yaml", problems);
  for (const auto& item : items) out.basis.push_back(readDocument(item, problems));
  for (const auto& item : items) {
    MapReader reader(item.node, item.id, problems);
    for (const std::string_view key : {"parent", "superseded_by"}) {
      const std::string id = reader.text(key);
      if (!id.empty() && find(out.basis, id) == nullptr) {
        problems.error("PROF-0045", reader.place(key), {{"object", "依据文件 " + item.id}, {"id", id}});
      }
    }
  }
}

void checkBasis(const Chain& chain, const Jurisdiction& out, std::optional<base::CivilDate> asOf, Problems& problems) {
  MapReader reader(chain.back().profile, "profile.yaml", problems);
  const std::string place = reader.place("basis");
  for (const auto& id : out.basisIds) {
    const auto* doc = find(out.basis, id);
    if (doc == nullptr) {
      problems.error("PROF-0045", place, {{"object", "地区配置 " + out.id}, {"id", id}});
      continue;
    }
    if (!doc->supersededBy.empty()) {
      problems.warn("PROF-0063", place, {{"title", doc->title}, {"id", doc->supersededBy}});
    }
    if (!asOf) continue;
    if (doc->expires && *asOf > *doc->expires) {
      problems.warn("PROF-0062", place, {{"title", doc->title}, {"date", doc->expires->iso()}});
    }
    if (doc->effective && *asOf < *doc->effective) {
      problems.warn("PROF-0061", place, {{"title", doc->title}, {"date", doc->effective->iso()}});
    }
  }
}

}  // namespace medcredit::jurisdiction
