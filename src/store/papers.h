// Papers as issued, the files made of them, their service and drafts of reports. Functions that write must run inside
// the caller's transaction. Contents are sealed under the key of the subject where it is a natural person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A paper without its content. Texts are empty and numbers 0 where there is none.
struct PaperRow {
  std::int64_t id = 0;
  std::string code, paper;  ///< paper: id of the template
  int version = 1;
  std::string title, series, number, organ;
  int year = 0;
  std::int64_t count = 0;
  std::optional<std::int64_t> subjectId, recordId;
  std::string caseId, unitId, issuedOn;
  base::Instant issuedAt;
  std::string actor, digest, signature, keyId, orderKey, served;
  std::string state = "current";  ///< current, superseded, revoked
  std::optional<std::int64_t> successorId;
  std::string reason;
};

/// Next number of a series in a year, from 1. Numbers of transactions that fail are given again: there is no gap.
[[nodiscard]] base::Result<std::int64_t> nextPaperNumber(Conn& conn, std::string_view series, int year);

/// `person`: subject whose key seals the content; 0: the site's. STOR-0006 when code, number or order is taken.
base::Status insertPaper(Conn& conn, const PaperRow& row, std::string_view content, std::int64_t person);
[[nodiscard]] base::Result<std::optional<PaperRow>> getPaper(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::optional<PaperRow>> findPaperByCode(Conn& conn, std::string_view code);
[[nodiscard]] base::Result<std::optional<PaperRow>> findPaperByOrder(Conn& conn, std::string_view orderKey);
/// CRYP-0003 when what is stored was altered, CRYP-0013 when the person's key was destroyed.
[[nodiscard]] base::Result<std::string> paperContent(Conn& conn, std::int64_t id);

/// Empty members do not restrict.
struct PaperFilter {
  std::optional<std::int64_t> subjectId, recordId;
  std::string caseId, paper;
  std::optional<std::vector<std::string>> units;      ///< only papers of these units
  std::optional<std::vector<std::int64_t>> subjects;  ///< only papers of these subjects
  std::optional<std::int64_t> before;                 ///< ids below this one only
  std::int64_t limit = 50;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<PaperRow>> listPapers(Conn& conn, const PaperFilter& filter);

/// `successor` empty: revoked without one.
base::Status closePaper(Conn& conn, std::int64_t id, std::optional<std::int64_t> successor, std::string_view reason,
                        base::Instant at);

/// A file made of a paper.
struct PaperFile {
  std::int64_t paperId = 0;
  std::string digest, signature;
};
[[nodiscard]] base::Result<std::optional<PaperFile>> findPaperFile(Conn& conn, std::int64_t paperId,
                                                                   std::string_view digest);
/// Papers a file with this digest was made of.
[[nodiscard]] base::Result<std::vector<std::int64_t>> papersOfFile(Conn& conn, std::string_view digest);
base::Status insertPaperFile(Conn& conn, const PaperFile& file, base::Instant at);

/// One attempt to serve a paper.
struct PaperDelivery {
  std::int64_t id = 0, paperId = 0;
  std::string way, receiver, sentOn, state, confirmedOn, proof, actor, confirmedBy;
};
base::Status insertDelivery(Conn& conn, const PaperDelivery& row, std::int64_t person, base::Instant at);
/// In the order they were made.
[[nodiscard]] base::Result<std::vector<PaperDelivery>> deliveriesOf(Conn& conn, std::int64_t paperId);
/// Confirms or fails one that is "sent"; false when there is none.
[[nodiscard]] base::Result<bool> closeDelivery(Conn& conn, const PaperDelivery& row);

/// A report waiting to be issued.
struct PaperDraft {
  std::int64_t id = 0;
  std::string paper, unitId, period, values, state = "draft", actor;
  int version = 1;
  std::optional<std::int64_t> paperId;
};
base::Status insertDraft(Conn& conn, const PaperDraft& row, base::Instant at);
[[nodiscard]] base::Result<std::optional<PaperDraft>> getDraft(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::optional<PaperDraft>> findDraft(Conn& conn, std::string_view paper,
                                                                std::string_view unitId, std::string_view period);
[[nodiscard]] base::Result<std::vector<PaperDraft>> listDrafts(Conn& conn);
/// Writes values, state and paper of a draft as version `row.version + 1`; false when it is another version by now.
[[nodiscard]] base::Result<bool> updateDraft(Conn& conn, const PaperDraft& row);

}  // namespace medcredit::store
