#include "service/collect_chunk.h"

#include <algorithm>
#include <future>

#include "domain/identifier.h"
#include "domain/record.h"
#include "service/collect_payload.h"
#include "service/context.h"
#include "store/record_keys.h"
#include "store/version_blocks.h"

namespace medcredit::service {

namespace {

/// Cause written with a version that a changed re-send makes (R-COLL-20).
constexpr std::string_view kResent = "重报更新";

/// The slots of a map of many are no wider than they must be: no value of eight bytes, no gaps.
std::array<std::uint32_t, 2> halves(std::uint64_t hash) {
  return {static_cast<std::uint32_t>(hash >> 32U), static_cast<std::uint32_t>(hash)};
}

std::string_view kindName(domain::VersionKind kind) { return domain::versionKindName(kind); }

}  // namespace

ChunkRow& Chunk::append() {
  if (used == rows.size()) rows.emplace_back();
  ChunkRow& row = rows[used++];
  row.outcome = RowOutcome::kPending;
  row.late.clear();
  row.intake.correctsRow = 0;
  row.intake.rejected = false;
  row.recordId = row.version = row.subjectId = 0;
  return row;
}

void Chunk::keepCells(ChunkRow& row, std::span<const base::CellView> sent) {
  // In the reader's buffer the cells of a CSV row stand side by side, with quotes and a comma between them.
  constexpr std::uintptr_t kBetweenCells = 3;
  const auto address = [](const char* at) { return reinterpret_cast<std::uintptr_t>(at); };
  bool sideBySide = !sent.empty();
  for (std::size_t i = 1; i < sent.size() && sideBySide; ++i) {
    const auto& before = sent[i - 1].text;
    sideBySide = address(sent[i].text.data()) - address(before.data() + before.size()) <= kBetweenCells;
  }
  row.cellsFrom = cells.size();
  if (sideBySide) {
    const char* const start = sent.front().text.data();
    for (const auto& cell : sent) {
      cells.push_back(
          {static_cast<std::uint32_t>(cell.text.data() - start), static_cast<std::uint32_t>(cell.text.size())});
    }
    const auto& last = cells.back();
    row.sent = arena.keep({start, std::size_t{last.at} + last.size}).data();
  } else {
    joined_.clear();
    for (const auto& cell : sent) {
      cells.push_back({static_cast<std::uint32_t>(joined_.size()), static_cast<std::uint32_t>(cell.text.size())});
      joined_ += cell.text;
    }
    row.sent = arena.keep(joined_).data();
  }
  row.cellsTo = cells.size();
}

std::vector<base::CellView> Chunk::cellsOf(const ChunkRow& row) const {
  std::vector<base::CellView> sent;
  for (std::size_t i = row.cellsFrom; i < row.cellsTo; ++i) {
    sent.push_back({std::string_view(row.sent + cells[i].at, cells[i].size), base::CellKind::kText});
  }
  return sent;
}

void Chunk::clear() {
  arena.clear();
  used = 0;
  cells.clear();
  findings.clear();
}

domain::Finding BatchWriter::finding(const ChunkRow& row, std::string code, domain::Severity severity,
                                     std::vector<base::ErrorArg> args) const {
  domain::Finding out;
  out.code = std::move(code);
  out.severity = severity;
  out.row = row.intake.fileRow;
  out.args = std::move(args);
  return out;
}

void BatchWriter::reject(ChunkRow& row, std::string code, std::vector<base::ErrorArg> args) {
  row.outcome = RowOutcome::kRejected;
  row.late.push_back(finding(row, std::move(code), domain::Severity::kError, std::move(args)));
}

/// A store with fewer records than the file has rows is asked once for all of its keys.
base::Status BatchWriter::learnKeys(const Chunk& first) {
  constexpr double kMostExpected = 2'000'000;
  constexpr std::size_t kMostLearnt = 500'000;
  started_ = true;
  const auto rows = static_cast<double>(first.used);
  const auto expected =
      static_cast<std::size_t>(first.progress > 0 ? std::min(kMostExpected, rows / first.progress) : rows);
  seen_.reserve(expected);
  newKeys_.reserve(expected);
  MC_ASSIGN(knowsKeys_, store::eachRecordKey(conn_, std::min(expected, kMostLearnt),
                                             [&](const store::NaturalKey& key) { storedKeys_.insert(key); }));
  return {};
}

void BatchWriter::markRepeats(Chunk& chunk) {
  constexpr std::size_t kAhead = 8;
  const auto rows = chunk.filled();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kAhead < rows.size()) seen_.prefetch(rows[i + kAhead].intake.key);
    auto& row = rows[i];
    if (row.intake.rejected) {
      row.outcome = RowOutcome::kRejected;
      continue;
    }
    const auto [seen, isNew] = seen_.insert(row.intake.key);
    if (isNew) {
      *seen = {static_cast<std::uint32_t>(row.intake.fileRow), halves(row.intake.payloadHash)};
      continue;
    }
    const std::string first = std::to_string(seen->fileRow);
    if (seen->payloadHash != halves(row.intake.payloadHash)) {
      reject(row, "COLL-0031", {{"first", first}});
      continue;
    }
    row.outcome = RowOutcome::kRepeat;
    row.late.push_back(finding(row, "COLL-0030", domain::Severity::kWarning, {{"first", first}}));
  }
}

base::Status BatchWriter::judgeExisting(ChunkRow& row, const store::ExistingRecord& existing) {
  row.recordId = existing.id;
  row.version = existing.version;
  row.subjectId = existing.subjectId;
  if (existing.state == domain::recordStateName(domain::RecordState::kVoid)) {
    reject(row, "COLL-0034", {{"record", publicId('R', existing.id)}});
    return {};
  }
  const std::string payload = packer_.inFull(row.stored, row.secret);
  bool same = existing.payload == payload;
  if (!same && existing.entryVersion != setup_.entryVersion) {
    MC_ASSIGN(const auto definition, store::entryVersionDefinition(conn_, existing.entryVersion));
    same = sameFacts(definition, existing.payload, setup_.definition, payload);
  }
  if (same && existing.state == domain::recordStateName(domain::RecordState::kLive)) {
    row.outcome = RowOutcome::kUnchanged;
  } else if (existing.unitId != setup_.unitId) {
    reject(row, "COLL-0035", {{"record", publicId('R', existing.id)}, {"owner", existing.unitId}});
  } else {
    row.outcome = RowOutcome::kUpdated;
    changedPublished_ = changedPublished_ || existing.publicity == "published";
  }
  return {};
}

base::Status BatchWriter::matchExisting(Chunk& chunk) {
  std::vector<store::NaturalKey> keys;
  std::vector<ChunkRow*> rows;
  for (auto& row : chunk.filled()) {
    if (row.outcome != RowOutcome::kPending) continue;
    row.outcome = RowOutcome::kNew;
    if (knowsKeys_ && !storedKeys_.contains(row.intake.key)) continue;
    keys.push_back(row.intake.key);
    rows.push_back(&row);
  }
  // Judged after the lookup: judging may itself ask the store.
  std::vector<std::pair<ChunkRow*, store::ExistingRecord>> known;
  MC_TRY(store::findByNaturalKey(conn_, keys, [&](std::size_t index, const store::ExistingRecord& existing) {
    known.emplace_back(rows[index], existing);
  }));
  for (const auto& [row, existing] : known) MC_TRY(judgeExisting(*row, existing));
  return {};
}

void BatchWriter::applySubject(ChunkRow& row, const KnownSubject& subject) {
  if (subject.conflict) {
    reject(row, "COLL-0033", {});
    return;
  }
  if (row.outcome == RowOutcome::kNew) row.subjectId = subject.id;
  if (subject.disagrees < 0) return;
  auto warning = finding(row, "COLL-0032", domain::Severity::kWarning,
                         {{"name", std::string(row.intake.subjectName)},
                          {"registered", registeredNames_[static_cast<std::size_t>(subject.disagrees)]}});
  warning.column = setup_.nameColumn;
  warning.value = row.intake.subjectName;
  warning.rule = "DP09";
  if (const auto* field = setup_.entry->byRole(domain::FieldRole::kSubjectName)) warning.field = field->id();
  row.late.push_back(std::move(warning));
}

base::Status BatchWriter::findSubjects(Chunk& chunk) {
  std::vector<store::SubjectKeys> asked;
  std::vector<store::NaturalKey> askedKeys;
  const auto concerns = [](const ChunkRow& row) {
    return row.outcome == RowOutcome::kNew || row.outcome == RowOutcome::kUpdated;
  };
  for (const auto& row : chunk.filled()) {
    if (!concerns(row)) continue;
    const auto [known, isNew] = subjects_.insert(row.intake.subjectKey);
    if (!isNew) continue;
    auto& keys = asked.emplace_back();
    keys.kind = setup_.entry->subject;
    keys.name = row.intake.subjectName;
    for (const auto& id : row.intake.identifiers) keys.identifiers.emplace_back(id.kind, id.value);
    askedKeys.push_back(row.intake.subjectKey);
  }
  MC_ASSIGN(const auto answers, store::resolveSubjects(conn_, asked, setup_.now, true));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    KnownSubject& known = *subjects_.insert(askedKeys[i]).first;
    known.id = answers[i].id;
    known.conflict = answers[i].conflict;
    if (!answers[i].nameDisagrees) continue;
    known.disagrees = static_cast<std::int32_t>(registeredNames_.size());
    // Who knows a person's number must not learn the name from us.
    const bool person = setup_.entry->subject == domain::SubjectKind::kNaturalPerson;
    registeredNames_.push_back(person ? domain::maskName(answers[i].registeredName) : answers[i].registeredName);
  }
  for (auto& row : chunk.filled()) {
    if (concerns(row)) applySubject(row, *subjects_.insert(row.intake.subjectKey).first);
  }
  return {};
}

store::NewVersion BatchWriter::versionOf(const ChunkRow& row) const {
  store::NewVersion version;
  version.recordId = row.recordId;
  version.version = row.version + 1;
  version.entryVersion = setup_.entryVersion;
  version.batchId = setup_.batchId;
  version.fileRow = row.intake.fileRow;
  version.knownAt = setup_.now;
  version.trueFrom = row.intake.facts.decidedOn;
  version.actor = setup_.actor;
  version.collectingUnit = setup_.collectingUnit;
  version.payload = row.stored;
  version.secret = row.secret;
  if (setup_.entry->subject == domain::SubjectKind::kNaturalPerson) version.person = row.subjectId;
  return version;
}

base::Status BatchWriter::insertNew(Chunk& chunk) {
  const auto rows = chunk.filled();
  const auto isNew = [](const ChunkRow& row) { return row.outcome == RowOutcome::kNew; };
  const auto count = std::count_if(rows.begin(), rows.end(), isNew);
  if (count == 0) return {};
  MC_ASSIGN(std::int64_t id, store::reserveIds(conn_, "record", count));
  std::vector<store::NewRecord> records;
  std::vector<store::NewVersion> versions;
  records.reserve(static_cast<std::size_t>(count));
  versions.reserve(static_cast<std::size_t>(count));
  for (auto& row : rows) {
    if (!isNew(row)) continue;
    row.recordId = id++;
    records.push_back(
        {row.recordId, row.subjectId, setup_.entry->code, setup_.unitId, row.intake.key, row.intake.facts});
    versions.push_back(versionOf(row));
    versions.back().kind = kindName(domain::VersionKind::kInitial);
    if (row.intake.late) ++late_;
  }
  // Sealing takes about as long as storing the heads.
  store::FirstVersions first(versions);
  auto prepared = std::async(std::launch::async, [&] { return first.prepare(conn_); });
  MC_TRY(store::insertRecords(conn_, records, &newKeys_));
  MC_TRY(prepared.get());
  return first.insert(conn_);
}

base::Status BatchWriter::insertUpdates(Chunk& chunk) {
  std::vector<store::NewVersion> versions;
  for (const auto& row : chunk.filled()) {
    if (row.outcome != RowOutcome::kUpdated) continue;
    versions.push_back(versionOf(row));
    versions.back().kind = kindName(domain::VersionKind::kRevision);
    versions.back().cause = kResent;
  }
  MC_TRY(store::insertVersions(conn_, versions));
  for (const auto& row : chunk.filled()) {
    if (row.outcome != RowOutcome::kUpdated) continue;
    MC_TRY(store::updateHead(
        conn_, {row.recordId, row.version + 1, domain::recordStateName(domain::RecordState::kLive), row.intake.facts}));
  }
  return {};
}

base::Status BatchWriter::insertOthers(Chunk& chunk) {
  struct Piece {
    store::BatchRow row;
    std::size_t from, to;
  };
  std::vector<Piece> pieces;
  cells_.clear();
  for (const auto& row : chunk.filled()) {
    const bool rejected = row.outcome == RowOutcome::kRejected;
    if (!rejected && row.outcome != RowOutcome::kRepeat && row.outcome != RowOutcome::kUnchanged) continue;
    store::BatchRow other;
    other.fileRow = row.intake.fileRow;
    other.outcome = rejected ? "rejected" : "duplicate";
    if (row.intake.hasKey) other.naturalKey = row.intake.key;
    const std::size_t from = cells_.size();
    if (rejected) {  // what was sent goes back to the sender; a duplicate is kept by its record already
      other.documentNo = row.intake.facts.documentNo;
      other.decidedOn = row.intake.facts.decidedOn;
      other.dueOn = row.intake.facts.dueOn;
      appendJsonCells(cells_, chunk.cellsOf(row));
    } else {
      cells_ += "[]";
    }
    pieces.push_back({other, from, cells_.size()});
  }
  std::vector<store::BatchRow> rows;
  rows.reserve(pieces.size());
  for (auto& piece : pieces) {
    piece.row.cells = std::string_view(cells_).substr(piece.from, piece.to - piece.from);
    rows.push_back(piece.row);
  }
  return store::insertBatchRows(conn_, setup_.batchId, rows);
}

base::Status BatchWriter::resolveEarlier(Chunk& chunk) {
  if (!setup_.resolvesEarlier) return {};
  std::vector<store::NaturalKey> keys;
  std::vector<std::int64_t> tagged;
  for (const auto& row : chunk.filled()) {
    if (row.outcome == RowOutcome::kRejected || row.outcome == RowOutcome::kRepeat) continue;
    keys.push_back(row.intake.key);
    if (row.intake.correctsRow > 0) tagged.push_back(row.intake.correctsRow);
  }
  if (setup_.roundOf) {
    MC_ASSIGN(const std::int64_t resolved, store::resolveRows(conn_, *setup_.roundOf, tagged, setup_.batchId));
    resolved_ += resolved;
  }
  std::optional<std::int64_t> latest;
  MC_ASSIGN(const std::int64_t resolved,
            store::resolveRowsByKey(conn_, setup_.entry->code, setup_.unitId, keys, setup_.batchId,
                                    [&](std::int64_t batch) { latest = std::max(latest.value_or(0), batch); }));
  resolved_ += resolved;
  if (!setup_.roundOf) setup_.roundOf = latest;
  return {};
}

void BatchWriter::finishRows(Chunk& chunk) {
  for (const auto& row : chunk.filled()) {
    ++counts_.rows;
    switch (row.outcome) {
      case RowOutcome::kRejected:
        ++counts_.rejected;
        break;
      case RowOutcome::kRepeat:
        ++counts_.duplicates;
        break;
      case RowOutcome::kUnchanged:
        ++counts_.duplicates;
        ++unchanged_;
        continue;  // judged when it first came in: nothing new to say about it
      case RowOutcome::kUpdated:
        ++counts_.updated;
        [[fallthrough]];
      default:
        ++counts_.accepted;
    }
    for (std::size_t i = row.findingsFrom; i < row.findingsTo; ++i) log_.add(chunk.findings[i]);
    for (const auto& late : row.late) log_.add(late);
  }
}

base::Status BatchWriter::store(Chunk& chunk) {
  if (!started_) MC_TRY(learnKeys(chunk));
  markRepeats(chunk);
  MC_TRY(matchExisting(chunk));
  MC_TRY(findSubjects(chunk));
  MC_TRY(insertNew(chunk));
  MC_TRY(insertUpdates(chunk));
  MC_TRY(insertOthers(chunk));
  MC_TRY(resolveEarlier(chunk));
  finishRows(chunk);
  return {};
}

}  // namespace medcredit::service
