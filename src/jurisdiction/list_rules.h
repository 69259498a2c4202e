// Credit lists as data (lists.yaml): which lists there are and on what basis, by which standards one gets on them, the
// board of private hospitals, and kinds of campaigns (R-LIST-01…13, R-CLASS-08).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::jurisdiction {

enum class ListKind {
  kRed,       ///< 红名单
  kBlack,     ///< 黑名单: a local name, kept as history, punishes nobody by itself
  kSerious,   ///< 严重失信主体名单: only on a national basis
  kDisorder,  ///< 严重危害正常医疗秩序: persons outside the trade, in a register of their own
  kOutside    ///< 国务院部门认定的联合惩戒对象: taken in from outside
};
[[nodiscard]] std::optional<ListKind> listKindFromName(std::string_view name);
[[nodiscard]] std::string_view listKindName(ListKind kind);

struct CreditList {
  std::string id, name, source;
  ListKind kind = ListKind::kRed;
  std::string basis;                  ///< document of the basis register; national for the last three kinds
  std::string procedure;              ///< procedure by which one is put on it; empty: none, history only
  std::string entryOrg, entryPerson;  ///< catalogue entries its items are reported as; empty: none
  std::string term;                   ///< longest validity, ISO 8601; empty: as decided
  bool organisationsPublic = false, personsPublic = false;
  std::vector<std::string> measures;   ///< words of the measures that follow; empty for kRed and kBlack
  std::vector<std::string> documents;  ///< a listing needs one of these documents: 刑事判决书 …
  std::vector<std::string> channels;   ///< told of every entry and exit
};

/// 认定标准: without one nobody is listed.
struct ListStandard {
  std::string id, list, text, basis, source;
};

/// 民营医院红黑榜: grades that put one on the board, by human approval.
struct ListBoard {
  std::string id, title, source;
  std::vector<std::string> categories, red, black;
};

/// 专项治理 (R-LIST-11): what is fought.
struct CampaignKind {
  std::string id, label, source;
};

struct ListRules {
  std::vector<CreditList> lists;
  std::vector<ListStandard> standards;
  std::vector<ListBoard> boards;
  std::vector<CampaignKind> campaigns;

  [[nodiscard]] const CreditList* list(std::string_view id) const;
  [[nodiscard]] const ListStandard* standard(std::string_view id) const;
};

}  // namespace medcredit::jurisdiction
