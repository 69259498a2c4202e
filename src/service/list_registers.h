// Registers beside the lists: persons who disturbed the order of medical care (R-LIST-07), objects of joint punishment
// recognised outside (R-LIST-08), the board of private hospitals (R-LIST-05) and campaigns (R-LIST-11). Errors: LIST-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/papers.h"
#include "store/lists.h"

namespace medcredit::service {

/// Permission for the register of persons outside the trade.
inline constexpr std::string_view kDisorderRegister = "list.disorder";

struct DisorderPerson {
  std::string list, name, number;      ///< number of the identity document
  std::string documentKind, document;  ///< 行政拘留决定书 and its number
  std::string facts, unit;
  base::CivilDate recognisedOn;
  std::optional<base::CivilDate> validTo;
};
/// ACCS-0201 without the permission, LIST-0014 not a list of this kind, LIST-0016 no such document, LIST-0007,
/// LIST-0009.
[[nodiscard]] base::Result<std::int64_t> registerDisorder(Context& context, const DisorderPerson& person);
struct DisorderView {
  store::DisorderRow row;
  std::string name, number, document, facts;
  std::vector<std::string> measures;
};
/// Those in the register today, all or those with this number; every reading is in the log.
[[nodiscard]] base::Result<std::vector<DisorderView>> findDisorder(Context& context, const std::string& number);
/// LIST-0017.
base::Status removeDisorderPerson(Context& context, std::int64_t id, const std::string& cause);
/// Takes out those whose last day is over.
[[nodiscard]] base::Result<std::vector<std::int64_t>> expireDisorder(Context& context);

struct OutsideRow {
  std::string name, code, facts;
  base::CivilDate validTo;
};
/// Looks for the rows among the subjects: by code, else by the exact name. Nothing is listed before a person confirms.
/// LIST-0001, LIST-0007 no source.
[[nodiscard]] base::Result<std::vector<store::MatchRow>> importOutside(Context& context, const std::string& list,
                                                                       const std::string& source,
                                                                       const std::vector<OutsideRow>& rows);
/// Confirms or rejects a match; returns the entry. LIST-0018, LIST-0019.
[[nodiscard]] base::Result<std::optional<std::int64_t>> decideOutside(Context& context, std::int64_t match,
                                                                      bool confirmed, const std::string& unit,
                                                                      const std::string& reason);

/// Puts the institutions on the board by their published grades of the year; a person decides each. Returns the rows of
/// the period. LIST-0020.
[[nodiscard]] base::Result<std::vector<store::BoardRow>> proposeBoard(Context& context, const std::string& board,
                                                                      int year);
/// LIST-0020, LIST-0021 the one who proposed.
base::Status decideBoard(Context& context, const std::string& board, int year, std::int64_t subjectId, bool approved,
                         const std::string& reason);
struct BoardLine {
  std::string side, subjectName, grade;
};
/// What everybody may see: approved rows only.
[[nodiscard]] base::Result<std::vector<BoardLine>> publicBoard(Context& context, const std::string& board, int year);

/// The printed notice of a period with its two lists, approved rows only. LIST-0020, LIST-0025 nothing approved.
[[nodiscard]] base::Result<IssuedPaper> issueBoard(Context& context, const std::string& board, int year);

struct NewCampaign {
  std::string title, target, unit;
  std::vector<std::string> kinds;
  base::CivilDate from, until;
};
/// LIST-0023, LIST-0024.
[[nodiscard]] base::Result<std::int64_t> startCampaign(Context& context, const NewCampaign& request);
/// LIST-0022, LIST-0023.
base::Status addCampaignCase(Context& context, std::int64_t campaign, std::int64_t record, const std::string& kind);
/// Counts by kind, kinds without a case included; keeps them as the closing report.
[[nodiscard]] base::Result<std::vector<store::CampaignCount>> closeCampaign(Context& context, std::int64_t campaign);

}  // namespace medcredit::service
