// lists.yaml: lists, standards, boards, kinds of campaigns.
#include <algorithm>
#include <array>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

struct KindName {
  ListKind kind;
  std::string_view name;
};
constexpr auto kKinds = std::to_array<KindName>({{ListKind::kRed, "red"},
                                                 {ListKind::kBlack, "black"},
                                                 {ListKind::kSerious, "serious"},
                                                 {ListKind::kDisorder, "disorder"},
                                                 {ListKind::kOutside, "outside"}});

bool punishes(ListKind kind) { return kind != ListKind::kRed && kind != ListKind::kBlack; }

const BasisDocument* documentOf(const Jurisdiction& law, const std::string& id) {
  const auto found =
      std::find_if(law.basis.begin(), law.basis.end(), [&](const BasisDocument& one) { return one.id == id; });
  return found == law.basis.end() ? nullptr : &*found;
}

/// A list that punishes stands on a national document, one that does not carries no measures.
void checkBasis(MapReader& reader, const CreditList& list, const Jurisdiction& law) {
  const auto* document = documentOf(law, list.basis);
  if (!list.basis.empty() && document == nullptr) reader.badValue("basis", list.basis, "basis.yaml 中的依据文件");
  if (punishes(list.kind) && document == nullptr) reader.badValue("basis", list.basis, "国家层级的依据文件");
  if (punishes(list.kind) && document != nullptr && document->level != "国家") {
    reader.badValue("basis", list.basis, "国家层级的依据文件（现为" + document->level + "级）");
  }
  if (!punishes(list.kind) && !list.measures.empty()) {
    reader.badValue("measures", list.measures.front(), "红名单、黑名单不产生惩戒，不写 measures");
  }
}

void checkEntry(MapReader& reader, std::string_view key, const std::string& entry, const Jurisdiction& law) {
  if (!entry.empty() && law.entry(entry) == nullptr) reader.badValue(key, entry, "本地区目录中的条目");
}

CreditList readList(MapReader& reader, const Jurisdiction& law) {
  CreditList list;
  list.id = reader.required("id");
  list.name = reader.required("name");
  list.kind = named(reader, "of", listKindFromName, "red、black、serious、disorder、outside", ListKind::kRed);
  if (!reader.has("of")) reader.badValue("of", "", "red、black、serious、disorder、outside");
  list.basis = reader.text("basis");
  list.procedure = reader.text("procedure");
  list.entryOrg = reader.text("entry_org");
  list.entryPerson = reader.text("entry_person");
  checkEntry(reader, "entry_org", list.entryOrg, law);
  checkEntry(reader, "entry_person", list.entryPerson, law);
  list.term = reader.text("term");
  if (!list.term.empty() && !domain::parseDuration(list.term).ok()) reader.badValue("term", list.term, "期间，如 P3Y");
  list.organisationsPublic = reader.flag("organisations_public");
  list.personsPublic = reader.flag("persons_public");
  list.measures = reader.texts("measures");
  list.documents = reader.texts("documents");
  list.channels = reader.texts("channels");
  for (const auto& id : list.channels) {
    const bool known =
        std::any_of(law.channels.begin(), law.channels.end(), [&](const Channel& one) { return one.id == id; });
    if (!known) reader.badValue("channels", id, "channels.yaml 中的渠道");
  }
  checkBasis(reader, list, law);
  list.source = reader.source();
  return list;
}

ListStandard readStandard(MapReader& reader, const Jurisdiction& law) {
  ListStandard standard;
  standard.id = reader.required("id");
  standard.list = reader.required("list");
  if (!standard.list.empty() && law.lists.list(standard.list) == nullptr) {
    reader.badValue("list", standard.list, "lists.yaml 中的名单");
  }
  standard.text = reader.required("text");
  standard.basis = reader.required("basis");
  if (!standard.basis.empty() && documentOf(law, standard.basis) == nullptr) {
    reader.badValue("basis", standard.basis, "basis.yaml 中的依据文件");
  }
  standard.source = reader.source();
  return standard;
}

std::vector<std::string> gradesOf(MapReader& reader, std::string_view key, const Jurisdiction& law) {
  auto grades = reader.texts(key);
  for (const auto& id : grades) {
    const bool known =
        std::any_of(law.grades.begin(), law.grades.end(), [&](const GradeLevel& one) { return one.id == id; });
    if (!known) reader.badValue(key, id, "grades.yaml 中的等级");
  }
  return grades;
}

ListBoard readBoard(MapReader& reader, const Jurisdiction& law) {
  ListBoard board;
  board.id = reader.required("id");
  board.title = reader.required("title");
  board.categories = reader.texts("categories");
  for (const auto& id : board.categories) {
    const bool known = std::any_of(law.categories.begin(), law.categories.end(),
                                   [&](const SubjectCategory& one) { return one.id == id; });
    if (!known) reader.badValue("categories", id, "categories.yaml 中的主体类别");
  }
  board.red = gradesOf(reader, "red", law);
  board.black = gradesOf(reader, "black", law);
  board.source = reader.source();
  return board;
}

}  // namespace

std::optional<ListKind> listKindFromName(std::string_view name) {
  const auto* found =
      std::find_if(kKinds.begin(), kKinds.end(), [name](const KindName& one) { return one.name == name; });
  return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

std::string_view listKindName(ListKind kind) {
  const auto* found =
      std::find_if(kKinds.begin(), kKinds.end(), [kind](const KindName& one) { return one.kind == kind; });
  return found->name;
}

const CreditList* ListRules::list(std::string_view id) const {
  const auto found = std::find_if(lists.begin(), lists.end(), [id](const CreditList& one) { return one.id == id; });
  return found == lists.end() ? nullptr : &*found;
}

const ListStandard* ListRules::standard(std::string_view id) const {
  const auto found =
      std::find_if(standards.begin(), standards.end(), [id](const ListStandard& one) { return one.id == id; });
  return found == standards.end() ? nullptr : &*found;
}

void readLists(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "lists.yaml", problems)) {
    MapReader reader(item.node, "名单配置 " + item.id, problems);
    const std::string kind = reader.required("kind");
    if (kind == "list") {
      out.lists.lists.push_back(readList(reader, out));
    } else if (kind == "standard") {
      out.lists.standards.push_back(readStandard(reader, out));
    } else if (kind == "board") {
      out.lists.boards.push_back(readBoard(reader, out));
    } else if (kind == "campaign") {
      out.lists.campaigns.push_back({reader.required("id"), reader.required("label"), reader.source()});
    } else {
      reader.badValue("kind", kind, "list、standard、board、campaign");
      (void)reader.required("id");
      (void)reader.source();
    }
    reader.finish();
  }
}

}  // namespace medcredit::jurisdiction
