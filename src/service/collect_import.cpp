#include <algorithm>
#include <boost/json.hpp>
#include <future>

#include "base/text.h"
#include "formats/annotate.h"
#include "formats/table_reader.h"
#include "formats/table_writer.h"
#include "service/collect.h"
#include "service/collect_chunk.h"
#include "service/collect_header.h"
#include "service/collect_intake.h"
#include "service/collect_payload.h"
#include "service/collect_pipe.h"
#include "service/collect_request.h"
#include "service/payload_writer.h"
#include "service/publish.h"
#include "service/publish_rules.h"
#include "store/payloads.h"
#include "store/sole_import.h"

namespace medcredit::service {

namespace {

/// Leading rows held until the header is known.
constexpr std::size_t kKeptRows = kHeaderScanRows + 8;

/// Files worth changing the journal of the store for; those beyond would let readers wait longer than they should.
bool isLargeFile(const std::filesystem::path& file) {
  constexpr std::uintmax_t kLeast = 1U << 20U, kMost = 256U << 20U;
  std::error_code ec;
  const auto size = std::filesystem::file_size(file, ec);
  return !ec && size >= kLeast && size <= kMost;
}

bool isBlank(std::span<const base::CellView> cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](const base::CellView& cell) { return base::trim(cell.text).empty(); });
}

/// Rows of a file after its header: first the ones kept while looking for it, then the reader's own.
class RowSource {
 public:
  explicit RowSource(formats::TableReader& reader) : reader_(reader) {}

  /// Reads the leading non-blank rows.
  base::Status keepLeading() {
    std::vector<base::CellView> cells;
    std::int64_t number = 0;
    while (kept_.size() < kKeptRows) {
      MC_ASSIGN(const bool more, reader_.next(cells, number));
      if (!more) return {};
      if (isBlank(cells)) continue;
      KeptRow row;
      row.number = number;
      for (const auto& cell : cells) row.cells.push_back({std::string(cell.text), cell.kind});
      kept_.push_back(std::move(row));
    }
    return {};
  }

  [[nodiscard]] const std::vector<KeptRow>& kept() const { return kept_; }
  void startAfter(std::size_t keptIndex) { next_ = keptIndex + 1; }

  base::Result<bool> next(std::vector<base::CellView>& cells, std::int64_t& number) {
    if (next_ >= kept_.size()) return reader_.next(cells, number);
    const KeptRow& row = kept_[next_++];
    number = row.number;
    cells.clear();
    for (const auto& cell : row.cells) cells.push_back({cell.text, cell.kind});
    return true;
  }

 private:
  formats::TableReader& reader_;
  std::vector<KeptRow> kept_;
  std::size_t next_ = 0;
};

/// One import from its checked request to its report.
class Import {
 public:
  Import(Context& context, const ImportRequest& request, CollectTarget target)
      : context_(context),
        request_(request),
        target_(std::move(target)),
        log_(request.annotated.has_value(), kMaxStoredFindings, kMaxMarks) {}

  base::Result<ImportReport> run();

 private:
  base::Result<std::optional<store::Batch>> sameFile();
  base::Result<ImportReport> reportStored(const store::Batch& batch);
  base::Status linkRound();
  void noteCoverage();
  base::Status prepare(base::CivilDate received);
  base::Status processRows();
  base::Status readRows(ChunkPipe& pipe);
  base::Status storeRows(ChunkPipe& pipe);
  base::Result<bool> readChunk(Chunk& chunk);
  void judge(std::span<const base::CellView> cells, std::int64_t number, Chunk& chunk);
  void joinColumns(std::span<const base::CellView> cells);
  void placeFindings(ChunkRow& row, Chunk& chunk, bool shifted, std::size_t cellCount);
  base::Status annotate(const std::vector<formats::CellMark>& marks) const;
  base::Status finish();
  [[nodiscard]] ImportReport report() const;
  [[nodiscard]] const base::Result<std::string>& digest() const {
    return request_.digest != nullptr ? request_.digest->get() : ownDigest_->get();
  }

  Context& context_;
  const ImportRequest& request_;
  CollectTarget target_;
  std::unique_ptr<formats::TableReader> reader_;
  std::optional<RowSource> rows_;
  HeaderMap header_;
  FindingLog log_;
  std::optional<Intake> intake_;
  std::optional<domain::RowValidator> validator_;
  std::optional<BatchWriter> writer_;
  std::optional<FileDigest> ownDigest_;
  domain::JudgedRow judged_;
  std::vector<base::CellView> cells_, fieldCells_;
  std::vector<std::string> joined_;
  store::PayloadPacker packer_;
  std::optional<PayloadWriter> payloads_;
  std::int64_t batchId_ = 0, skipped_ = 0;
  std::size_t storedFindings_ = 0;
};

base::Result<ImportReport> Import::run() {
  const base::CivilDate today = context_.clock.today();
  const base::CivilDate received = request_.received.value_or(today);
  if (received > today) return base::fail("COLL-0013", {{"received", received.iso()}, {"today", today.iso()}});
  // The digest of a large file takes a while: it is computed beside the work unless its answer is needed.
  if (request_.digest == nullptr) ownDigest_.emplace(request_.file);
  MC_ASSIGN(reader_, formats::openTable(request_.file));
  MC_ASSIGN(const auto stored, sameFile());
  if (stored) return reportStored(*stored);
  rows_.emplace(*reader_);
  MC_TRY(rows_->keepLeading());
  MC_ASSIGN(header_, mapHeader(context_.law, *target_.entry, rows_->kept(), !target_.unit.usc.empty()));
  rows_->startAfter(header_.keptIndex);

  std::optional<store::SoleImport> sole;
  if (isLargeFile(request_.file)) sole.emplace(context_.conn);
  MC_ASSIGN(auto transaction, store::Transaction::start(context_.conn));
  MC_TRY(prepare(received));
  MC_TRY(processRows());
  if (writer_->counts().rows == 0) return base::fail("COLL-0011", {}, request_.file.filename().string());
  if (request_.allOrNothing && writer_->counts().rejected > 0) {
    return base::fail("COLL-0015", {{"rejected", std::to_string(writer_->counts().rejected)}});
  }
  MC_TRY(finish());
  if (request_.dryRun) return report();  // the transaction is rolled back
  auto committed = transaction.commit();
  if (!committed && request_.annotated) {  // a return that names a batch which does not exist must not go out
    std::error_code ignored;
    std::filesystem::remove(*request_.annotated, ignored);
  }
  MC_TRY(committed);
  return report();
}

base::Result<std::optional<store::Batch>> Import::sameFile() {
  if (request_.dryRun) return std::optional<store::Batch>();
  MC_ASSIGN(const auto earlier, store::listBatches(context_.conn, {target_.unit.id, target_.entry->code}));
  if (earlier.empty()) return std::optional<store::Batch>();
  const auto& digest = this->digest();
  if (!digest) return digest.error();
  return store::findBatchByFile(context_.conn, *digest, target_.entry->code, target_.unit.id);
}

base::Result<ImportReport> Import::reportStored(const store::Batch& batch) {
  ImportReport out;
  out.batchId = batch.id;
  out.format = batch.format;
  out.encoding = batch.encoding;
  out.headerRow = batch.headerRow;
  out.alreadyStored = true;
  out.counts.rows = out.counts.duplicates = out.unchanged = batch.counts.rows;
  out.roundOf = batch.roundOf;
  if (!request_.annotated) return out;
  std::vector<store::StoredFinding> findings;
  MC_TRY(store::eachFinding(context_.conn, batch.id, [&](const store::StoredFinding& finding) {
    findings.push_back(finding);
    return true;
  }));
  batchId_ = batch.id;
  header_.row = batch.headerRow;
  MC_TRY(annotate(marksOf(findings)));
  return out;
}

base::Status Import::prepare(base::CivilDate received) {
  const base::Instant now = context_.clock.now();
  MC_ASSIGN(const auto version, currentVersion(context_, *target_.entry, now));
  MC_ASSIGN(batchId_, store::reserveIds(context_.conn, "batch", 1));
  MC_TRY(linkRound());
  noteCoverage();
  for (const auto& dropped : header_.findings) log_.add(dropped);

  store::Batch batch;
  batch.id = batchId_;
  batch.unitId = target_.unit.id;
  batch.entry = target_.entry->code;
  batch.entryVersion = version.id;
  batch.fileName = request_.file.filename().string();
  batch.format = reader_->info().format;
  batch.encoding = reader_->info().encoding;
  batch.headerRow = header_.row;
  batch.receivedOn = received.iso();
  batch.createdAt = now;
  batch.actor = context_.actor;
  batch.state = "stored";
  MC_TRY(store::insertBatch(context_.conn, batch));
  MC_TRY(packer_.load(context_.conn, version.id));
  payloads_.emplace(packer_, personalCells(*target_.entry));

  PublicityDesk desk(context_);
  IntakeOptions options;
  options.received = received;
  intake_.emplace(context_.law, *target_.entry, desk.entry(target_.entry->code)->rules, std::move(options));
  validator_.emplace(*target_.entry, context_.law.enumerations, rowContext(context_, target_.unit));

  BatchSetup setup;
  setup.batchId = batchId_;
  setup.entry = target_.entry;
  setup.entryVersion = version.id;
  setup.definition = version.definition;
  setup.unitId = target_.unit.id;
  setup.collectingUnit = collectingUnit(context_.law);
  setup.actor = context_.actor;
  setup.now = now;
  setup.roundOf = header_.roundOf;
  MC_ASSIGN(setup.resolvesEarlier, store::hasOpenRejections(context_.conn, target_.entry->code, target_.unit.id));
  const int name = target_.entry->indexOfRole(domain::FieldRole::kSubjectName);
  if (name >= 0) setup.nameColumn = header_.columnOfField[static_cast<std::size_t>(name)];
  writer_.emplace(context_.conn, std::move(setup), packer_, log_);
  return {};
}

base::Status Import::linkRound() {
  if (!header_.roundOf) return {};
  MC_ASSIGN(const auto earlier, store::getBatch(context_.conn, *header_.roundOf));
  if (earlier && earlier->unitId == target_.unit.id && earlier->entry == target_.entry->code) return {};
  domain::Finding finding;
  finding.code = "COLL-0023";
  finding.severity = domain::Severity::kWarning;
  finding.row = header_.row;
  finding.column = header_.resultColumn;
  finding.args = {{"batch", publicId('B', *header_.roundOf)}};
  log_.add(finding);
  header_.roundOf.reset();
  return {};
}

void Import::noteCoverage() {
  // 市本级 is the city itself without its counties; 本行政区域 takes in everything below (R-QUAL-05).
  const std::string& region = target_.unit.region;
  const std::string& own = context_.law.regionCode;
  const std::string& coverage = target_.entry->coverage;
  if (region.empty() || region == own) return;
  if (coverage != "市本级" && (coverage != "本行政区域" || context_.law.regions->within(region, own))) return;
  domain::Finding finding;
  finding.code = "COLL-0022";
  finding.severity = domain::Severity::kWarning;
  finding.row = header_.row;
  finding.value = region;
  finding.args = {{"region", region}, {"coverage", target_.entry->coverage}};
  log_.add(finding);
}

base::Status Import::processRows() {
  ChunkPipe pipe;
  auto reading = std::async(std::launch::async, [&] { return readRows(pipe); });
  MC_TRY(storeRows(pipe));
  MC_TRY(reading.get());
  MC_TRY(packer_.save(context_.conn));
  return writer_->finish();
}

/// Runs beside storeRows: touches the reader, the validator and the intake, never the store or the findings log.
base::Status Import::readRows(ChunkPipe& pipe) {
  struct End {
    ChunkPipe& pipe;
    ~End() { pipe.end(); }  // also when memory runs out: the other side must not wait for ever
  } const end{pipe};
  for (bool more = true; more;) {
    Chunk* chunk = pipe.takeEmpty();
    if (chunk == nullptr) return {};
    MC_ASSIGN(more, readChunk(*chunk));
    chunk->progress = reader_->progress();
    pipe.pass(chunk);
  }
  return {};
}

base::Status Import::storeRows(ChunkPipe& pipe) {
  struct Close {
    ChunkPipe& pipe;
    ~Close() { pipe.close(); }  // on every way out: the reader is waited for, so it must not wait itself
  } const close{pipe};
  while (Chunk* chunk = pipe.takeFilled()) {
    MC_TRY(writer_->store(*chunk));
    const auto& findings = log_.stored();
    MC_TRY(store::insertFindings(context_.conn, batchId_, std::span(findings).subspan(storedFindings_)));
    storedFindings_ = findings.size();
    MC_TRY(store::noteBatchRows(context_.conn, batchId_, writer_->counts().rows));
    if (request_.onProgress) request_.onProgress(chunk->progress);
    pipe.giveBack(chunk);
  }
  return {};
}

base::Result<bool> Import::readChunk(Chunk& chunk) {
  std::int64_t number = 0;
  while (chunk.used < kChunkRows) {
    MC_ASSIGN(const bool more, rows_->next(cells_, number));
    if (!more) return false;
    const auto& further = header_.furtherHeaderRows;
    if (std::find(further.begin(), further.end(), number) != further.end()) continue;
    if (isBlank(cells_) || cells_.front().text.starts_with(formats::kExampleMark)) {
      ++skipped_;
      continue;
    }
    judge(cells_, number, chunk);
  }
  return true;
}

void Import::judge(std::span<const base::CellView> cells, std::int64_t number, Chunk& chunk) {
  fieldCells_.resize(header_.columnOfField.size());
  auto* field = fieldCells_.data();
  const bool isCsv = reader_->info().format == "csv";
  for (const int column : header_.columnOfField) {
    const auto at = static_cast<std::size_t>(column);
    auto cell = column >= 0 && at < cells.size() ? cells[at] : base::CellView{};
    // CSV exports carry an apostrophe before what a spreadsheet would run; coming back, the cell is what it was.
    const bool guarded =
        isCsv && cell.text.starts_with('\'') && formats::unprotectFormula(cell.text).size() < cell.text.size();
    if (guarded) cell.text.remove_prefix(1);
    *field++ = cell;
  }
  joinColumns(cells);
  validator_->judge(fieldCells_, judged_);
  // Text beyond the header of a CSV row means a lost separator or quote; a workbook's cells cannot slip.
  const std::size_t width = static_cast<std::size_t>(header_.width);
  const bool shifted = isCsv && cells.size() > width && !isBlank(cells.subspan(width));

  ChunkRow& row = chunk.append();
  row.intake.fileRow = number;
  row.intake.rejected = judged_.hasError || shifted;
  if (header_.resultColumn >= 0 && static_cast<std::size_t>(header_.resultColumn) < cells.size()) {
    row.intake.correctsRow = rowInTag(cells[static_cast<std::size_t>(header_.resultColumn)].text);
  }
  if (!row.intake.rejected) {
    const PayloadForms forms = payloads_->write(judged_.values);
    row.stored = chunk.arena.keep(forms.open);
    row.secret = chunk.arena.keep(forms.secret);
    row.intake.payloadHash = forms.hash;
  }
  intake_->derive(judged_, chunk.arena, row.intake);
  chunk.keepCells(row, cells);
  placeFindings(row, chunk, shifted, cells.size());
}

void Import::joinColumns(std::span<const base::CellView> cells) {
  joined_.clear();
  joined_.reserve(header_.joinedColumns.size());  // the views below point into its strings
  for (const auto& [field, column] : header_.joinedColumns) {
    const auto at = static_cast<std::size_t>(column);
    if (at >= cells.size() || base::trim(cells[at].text).empty()) continue;
    auto& target = fieldCells_[static_cast<std::size_t>(field)];
    if (base::trim(target.text).empty()) {
      target = cells[at];
      continue;
    }
    joined_.push_back(std::string(target.text) + "；" + std::string(cells[at].text));
    target.text = joined_.back();
  }
}

/// The validator speaks of fields; the sender looks at rows and columns of the file.
void Import::placeFindings(ChunkRow& row, Chunk& chunk, bool shifted, std::size_t cellCount) {
  row.findingsFrom = chunk.findings.size();
  for (auto& finding : judged_.findings) {
    finding.row = row.intake.fileRow;
    if (finding.column >= 0) finding.column = header_.columnOfField[static_cast<std::size_t>(finding.column)];
    chunk.findings.push_back(std::move(finding));
  }
  if (shifted) {
    domain::Finding finding;
    finding.code = "COLL-0036";
    finding.row = row.intake.fileRow;
    finding.args = {{"cells", std::to_string(cellCount)}, {"columns", std::to_string(header_.width)}};
    chunk.findings.push_back(std::move(finding));
  }
  row.findingsTo = chunk.findings.size();
}

base::Status Import::annotate(const std::vector<formats::CellMark>& marks) const {
  formats::AnnotateRequest annotation;
  annotation.source = request_.file;
  annotation.target = *request_.annotated;
  annotation.headerRow = header_.row;
  annotation.errorHeaderPrefix = kResultHeaderPrefix;
  annotation.errorHeader = kResultHeaderPrefix;
  if (!request_.dryRun) annotation.errorHeader += "【" + publicId('B', batchId_) + "】";
  annotation.marks = marks;
  return formats::writeAnnotated(annotation);
}

base::Status Import::finish() {
  const auto& digest = this->digest();
  if (!digest) return digest.error();
  store::BatchCounts counts = writer_->counts();
  counts.warnings = log_.warnings();
  MC_TRY(store::finishBatch(context_.conn, batchId_, {counts, *digest, writer_->roundOf()}));
  if (writer_->changedPublished()) {
    auto done = reconcilePublicity(context_);
    if (!done) return done.error();
  }
  const auto detail = boost::json::serialize(boost::json::object{{"file", request_.file.filename().string()},
                                                                 {"digest", *digest},
                                                                 {"rows", counts.rows},
                                                                 {"accepted", counts.accepted},
                                                                 {"updated", counts.updated},
                                                                 {"rejected", counts.rejected},
                                                                 {"duplicates", counts.duplicates}});
  MC_TRY(journal(context_, "import", publicId('B', batchId_), detail));
  if (request_.annotated) MC_TRY(annotate(log_.takeMarks()));
  return {};
}

ImportReport Import::report() const {
  ImportReport out;
  if (!request_.dryRun) out.batchId = batchId_;
  out.format = reader_->info().format;
  out.encoding = reader_->info().encoding;
  out.sheet = reader_->info().sheet;
  out.headerRow = header_.row;
  out.counts = writer_->counts();
  out.counts.warnings = log_.warnings();
  out.unchanged = writer_->unchanged();
  out.judged = out.counts.rows - out.unchanged;
  out.late = writer_->late();
  out.skipped = skipped_;
  out.roundOf = writer_->roundOf();
  out.resolved = writer_->resolved();
  out.findings = log_.stored();
  out.findingsTotal = log_.total();
  out.findingCounts = log_.countsByCode();
  return out;
}

}  // namespace

base::Result<ImportReport> importFile(Context& context, const ImportRequest& request) {
  MC_ASSIGN(auto target, collectTarget(context, request.entry, request.unit));
  return Import(context, request, std::move(target)).run();
}

}  // namespace medcredit::service
