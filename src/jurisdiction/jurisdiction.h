// A loaded jurisdiction: local law as data, resolved over its inheritance chain (R-PROF-01). Immutable after loading.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/catalogue.h"
#include "domain/deadline.h"
#include "domain/disclosure.h"
#include "domain/identifier.h"
#include "domain/penalty_severity.h"
#include "domain/record.h"
#include "domain/terms.h"
#include "jurisdiction/commitment_rules.h"
#include "jurisdiction/grading_rules.h"
#include "jurisdiction/list_rules.h"
#include "jurisdiction/paper_law.h"
#include "jurisdiction/roles.h"
#include "workday/calendar.h"

namespace medcredit::jurisdiction {

/// A profile value with where it comes from. Values are kept as text; typed accessors read them.
struct Sourced {
  std::string value;
  std::string source;      ///< "003_f4e4965c2585fd3d.txt 第二十五条" or "default: 默认值（依据未规定）"
  bool isDefault = false;  ///< source carries the default label
  std::string definedIn;   ///< jurisdiction id the value was inherited from

  /// Items of a list value (joined by ；); one item for a plain value, none for an empty one.
  [[nodiscard]] std::vector<std::string> list() const;
};

/// Row of the basis register (R-PROF-09).
struct BasisDocument {
  std::string id, title, number, issuer, level, date, state, parent, seed;
  std::string interpreter;                                    ///< R-PROF-07
  std::optional<base::CivilDate> issued, effective, expires;  ///< R-PROF-02
  std::string supersededBy;                                   ///< R-PROF-03
};

/// GB/T 2260 division, current or retired.
struct Region {
  std::string code, name, parent;
  int level = 0;
  bool retired = false;
  std::vector<std::string> successors;
};

class RegionTable final : public domain::RegionLookup {
 public:
  explicit RegionTable(std::vector<Region> regions);
  [[nodiscard]] bool known(std::string_view sixDigits) const override;
  [[nodiscard]] const Region* find(std::string_view code) const;
  /// True when `code` is `ancestor` or lies below it.
  [[nodiscard]] bool within(std::string_view code, std::string_view ancestor) const;
  [[nodiscard]] const std::vector<Region>& all() const { return regions_; }

 private:
  std::vector<Region> regions_;  ///< sorted by code
};

/// R-SUBJ-02: category of 管理相对人.
struct SubjectCategory {
  std::string id, label, parent, source;
  domain::SubjectKind kind = domain::SubjectKind::kOrganisation;
};

/// A code list of the law: negative kinds, good kinds, activities, roles, violation kinds … (R-CLASS-04..06).
struct CodeListItem {
  std::string code, label, source, note;
};
struct CodeList {
  std::string id, label, source;
  std::vector<CodeListItem> items;
};

/// Mapping of local classes to the six of Hainan (R-CLASS-02, 03; X-07). Reversible: both ends are stored.
struct ClassMapping {
  std::string local;  ///< 正面, 增信 …
  domain::InfoClass info = domain::InfoClass::kBasic;
  domain::Nature nature = domain::Nature::kNeutral;
  std::string weight;  ///< "light" for 不良
  std::string source;
};

/// Retention, use and publicity terms by class and severity; the clocks run in domain/terms.h.
using TermRule = domain::TermRule;

/// An office (科室) of the authority and its aliases (X-18, R-CAT-07).
struct Office {
  std::string id, name;
  std::vector<std::string> aliases;
  bool centralDesk = false;  ///< 归口部门
  std::string source;
};

/// An outside receiver of publicity or exchange (R-DUAL-07..09, R-DISC-03).
struct Channel {
  std::string id, name;
  std::string via;  ///< id of the channel it is shared through; empty when direct (R-DUAL-08)
  std::vector<std::string> enforcementClasses;  ///< what it takes; empty = all
  std::string format;                           ///< "national-csv", "national-xlsx"
  std::string source;
};

/// One level of the grade scheme. Levels of different schemes are never compared by letter.
struct GradeLevel {
  std::string id, label, colour, source;
  bool unevaluated = false;                ///< outside the scale: M, 未评价
  bool commend = false, restrict = false;  ///< 通报表扬 / 限制申评
  std::optional<int> inspectionPercent;    ///< draw ratio of 双随机; empty when the law gives no number
};

/// A principle of the law and the requirements that check it (R-PROF-05).
struct Principle {
  std::string id, label, source;
  std::vector<std::string> requirements;
};

/// A conflict between or inside seeds and the profile keys that hold its answer (requirements part 2.2).
struct ConflictRule {
  std::string id, title, held;
  std::vector<std::string> keys;
};

struct Jurisdiction {
  std::string id, title, regionCode, level;
  std::string seed;                         ///< seed document the profile follows; empty for base layers
  std::vector<std::string> basisIds;        ///< documents the profile rests on
  std::vector<std::string> requiredLabels;  ///< labels every catalogue entry must fill (R-CAT-04)
  std::vector<std::string> chain;           ///< itself first, then its ancestors to "national"
  std::map<std::string, Sourced> profile;   ///< every key of requirements part 2.1
  std::vector<BasisDocument> basis;
  std::vector<domain::CatalogueEntry> catalogue;  ///< in annex order, field sets resolved
  std::vector<domain::Enumeration> enumerations;
  std::map<std::string, domain::Deadline> clocks;
  std::vector<SubjectCategory> categories;
  std::vector<CodeList> codeLists;
  std::vector<ClassMapping> classMappings;
  std::vector<TermRule> terms;
  std::vector<domain::SeverityRule> severityRules;  ///< what severity a penalty's class data suggest
  std::vector<Office> offices;
  std::vector<Channel> channels;
  std::vector<GradeLevel> grades;
  std::vector<Principle> principles;
  std::vector<ConflictRule> conflicts;
  RoleTable roles;
  AccessPolicy access;                       ///< the one named by the profile value access.profile
  domain::DisclosurePolicy disclosure;       ///< who may see what (R-DISC-01…14)
  GradingRules grading;                      ///< facts, sources and scope of credit evaluation
  CommitmentRules commitments;               ///< letters of commitment and the matters they are used for
  ListRules lists;                           ///< red, serious and other lists with their basis
  PaperLaw papers;                           ///< templates and layout of papers (文书)
  std::map<std::string, std::string> texts;  ///< also "disclosure.<entry>": reason of an entry's publicity switch
  workday::Calendar calendar;
  std::shared_ptr<const RegionTable> regions;
  std::string digest;  ///< SM3 over the resolved content; stored with everything decided under it

  [[nodiscard]] const domain::CatalogueEntry* entry(std::string_view code) const;
  [[nodiscard]] const domain::Deadline* clock(std::string_view id) const;
  [[nodiscard]] const domain::Enumeration* enumeration(std::string_view id) const;
  [[nodiscard]] const CodeList* codeList(std::string_view id) const;
  /// Profile value or empty text.
  [[nodiscard]] std::string_view value(std::string_view key) const;
};

/// One finding of `profile check`.
struct ProfileProblem {
  std::string code;   ///< PROF-*
  std::string place;  ///< file:line:column
  bool warning = false;
  std::vector<base::ErrorArg> args;
};

/// Loads jurisdictions from a folder tree (`jurisdictions/<id>/*.yaml`).
class Loader {
 public:
  /// `root` must hold `national/`; extra roots (a new city in another folder) are searched first.
  explicit Loader(std::filesystem::path root, std::vector<std::filesystem::path> extraRoots = {});

  [[nodiscard]] std::vector<std::string> list() const;  ///< ids, sorted
  /// Loads and validates; the first error wins (check() gives all).
  [[nodiscard]] base::Result<std::shared_ptr<const Jurisdiction>> load(std::string_view id) const;
  /// All problems of one jurisdiction, errors first. Empty = clean. With `asOf`, rules that have expired or are not yet
  /// in force on that day are warned of (R-PROF-02): an expired rule keeps working until it is changed.
  [[nodiscard]] std::vector<ProfileProblem> check(std::string_view id,
                                                  std::optional<base::CivilDate> asOf = std::nullopt) const;

 private:
  std::filesystem::path root_;
  std::vector<std::filesystem::path> extraRoots_;
};

/// PROF-0055 when the entry's fields come from an outside standard that is not loaded: collection on it must be refused
/// until the field set is there (R-CAT-08).
[[nodiscard]] base::Status readyForCollection(const domain::CatalogueEntry& entry);

/// A gap an administrator must close: entry without basis, open-ended owner, missing field set, basis document without
/// text.
struct Gap {
  std::string kind;    ///< "basis", "offices", "fields", "document"
  std::string object;  ///< entry code or document id
  std::string detail;  ///< Chinese
};
[[nodiscard]] std::vector<Gap> findGaps(const Jurisdiction& jurisdiction);

/// Text of the Luoyang annex (市卫生健康委员会信用信息目录及责任分工) regenerated from the data (R-CAT-02).
[[nodiscard]] std::string renderAnnex(const Jurisdiction& jurisdiction);

}  // namespace medcredit::jurisdiction
