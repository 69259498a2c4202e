// Makes facts snapshots and brings them up to date.
#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <system_error>

#include "crypto/sm3.h"
#include "formats/file_io.h"
#include "service/grade_snapshot.h"
#include "service/grade_snapshot_impl.h"
#include "service/subject.h"
#include "store/grade_facts.h"
#include "store/grade_runs.h"

namespace medcredit::service {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPartEnding = ".part";
/// A part is small enough to be made in memory and to be checked on a core of its own.
constexpr std::size_t kPartRows = 500'000;
constexpr std::size_t kPartSubjects = 65'536;
/// Deltas that are put into one, and the share of the register from which all parts are written anew.
constexpr std::size_t kMostDeltas = 12;
constexpr std::int64_t kDeltaShare = 4;

bool isOrganisation(const store::SubjectRow& row) {
  return row.kind != domain::subjectKindCode(domain::SubjectKind::kNaturalPerson);
}

std::vector<std::string> united(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  return a;
}

base::Result<std::string> anchorOf(Context& context, const store::LogPosition& position) {
  if (position.size == 0) return std::string("-");
  MC_ASSIGN(const auto hash, store::evidenceNode(context.conn, position.epoch, 0, position.size - 1));
  return crypto::toHex(hash);
}

}  // namespace

class SnapshotMaker {
 public:
  SnapshotMaker(Context& context, const SnapshotRequest& request, fs::path file)
      : context_(context), request_(request), file_(std::move(file)), key_(snapshotKey(context.keys)) {}

  base::Result<std::shared_ptr<const FactsSnapshot>> refresh();
  SnapshotWork work;

 private:
  using State = FactsSnapshot::State;

  [[nodiscard]] fs::path pathOf(const std::string& part) const { return file_.parent_path() / part; }
  [[nodiscard]] std::unique_ptr<State> openOld() const;
  base::Result<bool> mayTakeOver(const State& old) const;
  base::Status keepOld(State& old);
  base::Status readAll();
  base::Result<std::vector<std::int64_t>> due(State& old);
  base::Status readDue(const std::vector<std::int64_t>& ids);
  base::Status readOne(const store::SubjectRow& row, bool tellGone);
  void add(const SubjectFacts& facts);
  base::Status copy(const State& from, const FactsSnapshot::Place& place);
  base::Status mergeParts(State& all, std::size_t from);
  base::Status flush(bool delta);
  base::Status writeList(const store::LogPosition& position);
  void removeOthers(const std::vector<SnapshotPart>& old) const;
  void sweep() const;
  base::Result<std::shared_ptr<const FactsSnapshot>> give();

  Context& context_;
  const SnapshotRequest& request_;
  fs::path file_;
  const crypto::EnvelopeKey& key_;
  SnapshotList list_;
  std::optional<grading::BlockWriter> writer_;
  std::vector<CalendarRow> calendar_;
  std::vector<SnapshotPart> dropped_;  ///< gathered into others by this refresh
};

std::unique_ptr<FactsSnapshot::State> SnapshotMaker::openOld() const {
  const auto sealed = MappedFile::open(file_);
  if (!sealed) return nullptr;
  const auto text = key_.open(sealed->bytes(), listPlace());
  if (!text) return nullptr;
  auto list = SnapshotList::parse(*text);
  if (!list) return nullptr;
  auto state = std::make_unique<State>(context_.keys);
  for (const auto& info : list->parts) {
    OpenPart part{info, MappedFile::open(pathOf(info.name)), std::nullopt, nullptr};
    if (!part.file || part.file->bytes().size() != info.columns + info.calendar + info.texts) return nullptr;
    state->parts.push_back(std::move(part));
  }
  state->list = std::move(*list);
  return state;
}

/// What of an older snapshot stands: the same law and log, an earlier or the same day, nothing in it that was not known
/// yet. Who was touched since is read anew either way.
base::Result<bool> SnapshotMaker::mayTakeOver(const State& old) const {
  const auto& was = old.list;
  const auto& moment = request_.moment;
  if (was.law != context_.law.digest || was.asOf > moment.asOf || was.asOf.year() != moment.year()) return false;
  const base::Instant taken{was.takenAt};
  const bool knewAll = was.knownOn >= taken.shanghaiDate() && endOfDay(moment.knownOn) >= taken;
  if (was.knownOn != moment.knownOn && !knewAll) return false;
  MC_ASSIGN(const auto now, store::logPosition(context_.conn));
  if (was.position.epoch > now.epoch || (was.position.epoch == now.epoch && was.position.size > now.size)) return false;
  MC_ASSIGN(const auto anchor, anchorOf(context_, was.position));
  return anchor == was.anchor;
}

void SnapshotMaker::add(const SubjectFacts& facts) {
  if (!writer_) writer_.emplace(list_.fields);
  // Sources hold for everybody: they stand in the list, so that a new one changes no part.
  SubjectFacts plain = facts;
  plain.feeds.clear();
  const auto random = context_.random.bytes(sizeof(std::uint64_t));
  std::uint64_t stamp = 0;
  std::memcpy(&stamp, random.data(), sizeof stamp);
  const std::string sealed = key_.seal(plain.text(), textPlace(facts.subjectId, stamp), context_.random);
  grading::Subject subject;
  subject.kind = facts.kind;
  subject.type = facts.type;
  subject.region = facts.region;
  const auto registered = base::CivilDate::parseIso(facts.registeredOn);
  subject.registeredOn = registered ? registered->days() : grading::kNoDate;
  writer_->subject(facts.subjectId, subject, facts.changesOn ? facts.changesOn->days() : grading::kNoDate,
                   facts.unpublished ? grading::kBlockUnpublished : 0U, {stamp, sealed});
  if (facts.changesOn) calendar_.push_back({facts.subjectId, facts.changesOn->days()});
  for (const auto& fact : facts.facts) {
    writer_->table().begin(fact.id, fact.of);
    for (const auto& [name, value] : fact.fields) (void)writer_->table().set(name, value);
  }
}

base::Status SnapshotMaker::flush(bool delta) {
  if (!writer_ || writer_->subjects() == 0) return {};
  SnapshotPart part;
  part.name = file_.filename().string() + "." + context_.random.urlToken(12) + std::string(kPartEnding);
  std::sort(calendar_.begin(), calendar_.end(),
            [](const auto& a, const auto& b) { return a.day != b.day ? a.day < b.day : a.subject < b.subject; });
  const std::string columns = writer_->columns(key_.seal(writer_->words(), wordsPlace(part.name), context_.random));
  const std::string_view calendar(reinterpret_cast<const char*>(calendar_.data()),
                                  calendar_.size() * sizeof(CalendarRow));
  part.columns = columns.size();
  part.calendar = calendar.size();
  part.texts = writer_->texts().size();
  part.subjects = static_cast<std::int64_t>(writer_->subjects());
  part.delta = delta;
  part.digest = crypto::sm3Hex(columns);
  part.calendarDigest = crypto::sm3Hex(calendar);
  MC_ASSIGN(auto out, formats::AtomicFile::create(pathOf(part.name)));
  MC_TRY(out->write(columns));
  MC_TRY(out->write(calendar));
  MC_TRY(out->write(writer_->texts()));
  MC_TRY(out->commit());
  list_.parts.push_back(std::move(part));
  writer_.reset();
  calendar_.clear();
  return {};
}

base::Status SnapshotMaker::readOne(const store::SubjectRow& row, bool tellGone) {
  if (!isOrganisation(row)) return {};
  ++work.read;
  MC_ASSIGN(const auto facts, readSubjectFacts(context_, row, request_.moment));
  if (facts) {
    add(*facts);
  } else if (tellGone) {
    if (!writer_) writer_.emplace(list_.fields);
    writer_->subject(row.id, {}, grading::kNoDate, grading::kBlockGone, {});
  }
  return {};
}

base::Status SnapshotMaker::readAll() {
  std::vector<store::SubjectRow> rows;
  MC_TRY(store::eachSubject(context_.conn, [&](const store::SubjectRow& row) {
    if (isOrganisation(row) && !row.mergedInto) rows.push_back(row);
    return true;
  }));
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (const auto& row : rows) {
    MC_TRY(readOne(row, false));
    if (writer_ && (writer_->rows() >= kPartRows || writer_->subjects() >= kPartSubjects)) MC_TRY(flush(false));
  }
  return flush(false);
}

/// Touched since, asked for, or with an entry of the calendar in the days that passed.
base::Result<std::vector<std::int64_t>> SnapshotMaker::due(State& old) {
  MC_ASSIGN(auto ids, subjectsChanged(context_, old.list.position));
  MC_ASSIGN(const auto published, store::runsPublished(context_.conn, old.list.position));
  // A published grade counts its good information as used: everybody's facts of that run are others now.
  for (const auto run : published) {
    MC_ASSIGN(const auto subjects, store::subjectsOfRun(context_.conn, run));
    ids.insert(ids.end(), subjects.begin(), subjects.end());
  }
  ids.insert(ids.end(), request_.also.begin(), request_.also.end());
  for (const auto& part : old.parts) {
    const auto bytes = part.calendarBytes();
    if (crypto::sm3Hex(bytes) != part.info.calendarDigest) return base::fail("CRYP-0003");
    for (std::size_t at = 0; at + sizeof(CalendarRow) <= bytes.size(); at += sizeof(CalendarRow)) {
      CalendarRow row;
      std::memcpy(&row, bytes.data() + at, sizeof row);
      if (row.day > request_.moment.asOf.days()) break;
      if (row.day > old.list.asOf.days()) ids.push_back(row.subject);
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

base::Status SnapshotMaker::readDue(const std::vector<std::int64_t>& ids) {
  for (const auto id : ids) {
    MC_ASSIGN(const auto row, subjectById(context_, id));
    MC_TRY(readOne(row, true));
  }
  work.changed = ids;
  return flush(true);
}

/// Puts a subject of an older part into the new one without asking the register.
base::Status SnapshotMaker::copy(const State& from, const FactsSnapshot::Place& place) {
  const auto& part = from.parts[place.part];
  const auto& row = part.block->subjects()[place.row];
  if ((row.flags & grading::kBlockGone) != 0) {
    if (!writer_) writer_.emplace(list_.fields);
    writer_->subject(row.number, {}, grading::kNoDate, row.flags, {});
    return {};
  }
  if (row.textAt > part.textBytes().size()) return base::fail("CRYP-0003");
  MC_ASSIGN(const auto text,
            key_.open(part.textBytes().substr(row.textAt, row.textSize), textPlace(row.number, row.stamp)));
  MC_ASSIGN(auto facts, SubjectFacts::parse(text));
  if (row.changesOn != grading::kNoDate) facts.changesOn = base::CivilDate(row.changesOn);
  add(facts);
  return {};
}

/// Writes the parts from a number on as new ones: all of them, or the deltas as one.
base::Status SnapshotMaker::mergeParts(State& all, std::size_t from) {
  for (std::size_t i = from; i < all.parts.size(); ++i) {
    if (!all.parts[i].check(key_)) return base::fail("CRYP-0003");
  }
  std::map<std::int64_t, FactsSnapshot::Place> newest;
  for (std::size_t i = from; i < all.parts.size(); ++i) {
    const auto subjects = all.parts[i].block->subjects();
    for (std::size_t row = 0; row < subjects.size(); ++row) {
      newest[subjects[row].number] = {subjects[row].number, static_cast<std::uint32_t>(i),
                                      static_cast<std::uint32_t>(row)};
    }
  }
  const bool delta = from > 0;
  list_.parts.resize(from);
  for (const auto& [number, place] : newest) {
    const auto& row = all.parts[place.part].block->subjects()[place.row];
    if (!delta && (row.flags & grading::kBlockGone) != 0) continue;
    MC_TRY(copy(all, place));
    if (writer_->rows() >= kPartRows || writer_->subjects() >= kPartSubjects) MC_TRY(flush(delta));
  }
  work.rewritten = true;
  return flush(delta);
}

base::Status SnapshotMaker::keepOld(State& old) {
  list_ = old.list;
  const auto fields = united(list_.fields, request_.fields);
  const bool widen = fields != list_.fields;
  MC_ASSIGN(const auto ids, due(old));
  list_.fields = fields;
  if (widen) {  // the sealed texts hold every field: no need to ask the register
    list_.parts.clear();
    MC_TRY(mergeParts(old, 0));
  }
  MC_TRY(readDue(ids));
  std::size_t base = 0;
  std::int64_t whole = 0, over = 0;
  for (const auto& part : list_.parts) {
    (part.delta ? over : whole) += part.subjects;
    if (!part.delta) ++base;
  }
  const bool many = list_.parts.size() - base > kMostDeltas;
  const bool large = over * kDeltaShare > whole && whole + over > static_cast<std::int64_t>(kPartSubjects);
  if (!many && !large) return {};
  State all(context_.keys);
  for (const auto& info : list_.parts) {
    OpenPart part{info, MappedFile::open(pathOf(info.name)), std::nullopt, nullptr};
    if (!part.file) return base::fail("CRYP-0003");
    all.parts.push_back(std::move(part));
  }
  dropped_ = list_.parts;
  return mergeParts(all, large ? 0 : base);
}

base::Status SnapshotMaker::writeList(const store::LogPosition& position) {
  list_.law = context_.law.digest;
  list_.position = position;
  MC_ASSIGN(list_.anchor, anchorOf(context_, position));
  list_.asOf = request_.moment.asOf;
  list_.knownOn = request_.moment.knownOn;
  list_.takenAt = context_.clock.now().micros;
  list_.delivered = request_.moment.delivered;
  MC_ASSIGN(auto out, formats::AtomicFile::create(file_));
  MC_TRY(out->write(key_.seal(list_.text(), listPlace(), context_.random)));
  return out->commit();
}

/// Removes the files of parts that the list no longer names; what maps them still keeps them.
void SnapshotMaker::removeOthers(const std::vector<SnapshotPart>& old) const {
  for (const auto& part : old) {
    const bool kept =
        std::any_of(list_.parts.begin(), list_.parts.end(), [&](const auto& other) { return other.name == part.name; });
    std::error_code ec;
    if (!kept) fs::remove(pathOf(part.name), ec);
  }
}

/// Removes the files of all parts, also those that no list names any more.
void SnapshotMaker::sweep() const {
  const std::string begin = file_.filename().string() + ".";
  std::vector<fs::path> parts;
  std::error_code ec;
  for (fs::directory_iterator it(file_.parent_path(), ec), end; !ec && it != end; it.increment(ec)) {
    const std::string name = it->path().filename().string();
    const bool part = name.starts_with(begin) && name.ends_with(kPartEnding);
    // The snapshot of another day has a point more in its names.
    if (part && name.find('.', begin.size()) == name.size() - kPartEnding.size()) parts.push_back(it->path());
  }
  for (const auto& part : parts) fs::remove(part, ec);
}

base::Result<std::shared_ptr<const FactsSnapshot>> SnapshotMaker::give() {
  const auto unreadable = [&] {
    return base::fail("FILE-0001", {{"path", file_.string()}, {"reason", "刚写入的快照无法读取"}});
  };
  auto state = openOld();
  if (!state) return unreadable();
  if (request_.whole) {
    if (!state->checkAll(request_.threads)) return unreadable();
  } else if (!state->parts.empty() && state->parts.back().info.delta && !state->parts.back().check(key_)) {
    return unreadable();
  }
  return std::shared_ptr<const FactsSnapshot>(new FactsSnapshot(std::move(state)));
}

base::Result<std::shared_ptr<const FactsSnapshot>> SnapshotMaker::refresh() {
  MC_ASSIGN(const auto position, store::logPosition(context_.conn));
  std::vector<SnapshotPart> former;
  bool kept = false;
  if (auto old = openOld()) {
    former = old->list.parts;
    MC_ASSIGN(const bool usable, mayTakeOver(*old));
    if (usable && (!request_.whole || old->checkAll(request_.threads))) {
      const auto status = keepOld(*old);
      // Damage met on the way: nothing of the old one is believed.
      if (!status.ok() && !status.error().code.starts_with("CRYP-")) return status.error();
      kept = status.ok();
    }
  }
  if (!kept) {
    sweep();
    work = SnapshotWork();
    work.rebuilt = true;
    list_ = SnapshotList();
    list_.fields = united(request_.fields, {});
    writer_.reset();
    calendar_.clear();
    MC_TRY(readAll());
  }
  MC_TRY(writeList(position));
  removeOthers(former);
  removeOthers(dropped_);
  return give();
}

base::Result<std::vector<std::int64_t>> subjectsChanged(Context& context, const store::LogPosition& from) {
  MC_ASSIGN(const auto touched, store::subjectsTouched(context.conn, from));
  std::set<std::int64_t> out(touched.begin(), touched.end());
  for (const auto id : touched) {
    MC_ASSIGN(auto row, subjectById(context, id));
    while (row.mergedInto) {
      out.insert(*row.mergedInto);
      MC_ASSIGN(row, subjectById(context, *row.mergedInto));
    }
  }
  return std::vector<std::int64_t>(out.begin(), out.end());
}

base::Result<std::shared_ptr<const FactsSnapshot>> refreshSnapshot(Context& context, const SnapshotRequest& request,
                                                                   SnapshotWork* work) {
  fs::path file = request.file;
  std::error_code ec;
  if (file.empty()) {
    const auto folder = fs::temp_directory_path(ec) / ("medcredit-facts-" + context.random.urlToken(12));
    fs::create_directories(folder, ec);
    fs::permissions(folder, fs::perms::owner_all, ec);
    file = folder / kSnapshotFile;
  }
  SnapshotMaker maker(context, request, file);
  auto made = maker.refresh();
  if (request.file.empty()) fs::remove_all(file.parent_path(), ec);
  if (work != nullptr) *work = maker.work;
  return made;
}

}  // namespace medcredit::service
