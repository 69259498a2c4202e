// Finding subjects by name or by any of their codes (R-SUBJ-07, R-DISC-14): who may find whom, and why a hit is one.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "search/live_index.h"
#include "service/context.h"
#include "store/search.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

/// The names of all subjects in memory. One per process, shared by its worker threads; it follows the store.
class NameSearch {
 public:
  /// Brings the index to what the store holds: reads everything at first, then only what changed. Waits for nobody once
  /// there is an index: while one thread reads, the others search what there is.
  base::Status refresh(store::Conn& conn);
  [[nodiscard]] std::vector<search::Hit> find(std::string_view query, const search::SearchOptions& options) const {
    return index_.search(query, options);
  }

 private:
  base::Status readAll(store::Conn& conn, const store::NamePosition& upTo);
  base::Status readChanges(store::Conn& conn, const store::NamePosition& upTo);

  search::LiveIndex index_;
  std::mutex reading_;
  std::mutex positionMutex_;
  std::optional<store::NamePosition> position_;  ///< empty before the first reading; guarded by positionMutex_
};

struct SubjectQuery {
  std::string text;        ///< name, part of a name, initials, pinyin, or a code
  std::size_t limit = 20;  ///< hits on this page
  std::size_t skip = 0;    ///< hits shown before; a search ends after kDeepestHit
};
/// Nobody pages through the register by searching: a search shows so many hits at most.
inline constexpr std::size_t kDeepestHit = 200;
/// Longest query in characters.
inline constexpr std::size_t kLongestQuery = 100;

struct SubjectHit {
  std::int64_t id = 0;
  std::string kind;  ///< ORG, NP, GOV
  std::string name;  ///< as the asker may see it
  std::string state, region;
  std::string match;        ///< identifier, exact, prefix, substring, words, slip, core, initials, pinyin
  std::string explanation;  ///< why it was found, in Chinese
  bool former = false;      ///< found by a former name
  std::optional<std::int64_t> mergedInto;  ///< the archive it hangs on, when merged
};
struct SubjectHits {
  std::vector<SubjectHit> hits;
  bool more = false;
  bool personsLeftOut = false;  ///< natural persons were not searched: no purpose was declared
};

/// Staff: needs subject.read. Organisations are found by all staff; natural persons only with a declared purpose and
/// within the data scope. Each search leaves an entry in the evidence log. ACCS-0102, ACCS-0201,
/// DISC-0203 too many queries today; SUBJ-0070 nothing to
/// search for, SUBJ-0071 too long, SUBJ-0072 control characters or broken text.
[[nodiscard]] base::Result<SubjectHits> searchSubjects(Context& context, const SubjectQuery& query);
/// The public: organisations and government bodies only, whatever is asked. SUBJ-0070…0072.
[[nodiscard]] base::Result<SubjectHits> searchPublicSubjects(Context& context, const SubjectQuery& query);

/// Subjects that hold or held the code, of whatever kind; ascending. The only place where a code leads to a subject.
[[nodiscard]] base::Result<std::vector<std::int64_t>> findByIdentifier(Context& context, std::string_view code);

/// The subject when the actor may open its archive: natural persons only within the data scope. ACCS-0401 otherwise,
/// and for subjects that do not exist.
[[nodiscard]] base::Result<store::SubjectRow> requireSubject(Context& context, std::int64_t id);

}  // namespace medcredit::service
