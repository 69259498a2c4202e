#include "service/grade_snapshot.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <thread>

#include "crypto/sm3.h"
#include "grading/in_order.h"
#include "service/grade_snapshot_impl.h"

namespace medcredit::service {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::int64_t kVersion = 2;
constexpr std::uint32_t kKeyId = 0x47464353;  // "GFCS"
constexpr unsigned kMostThreads = 64;

std::string textIn(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t numberIn(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::vector<std::string> textsIn(const json::object& from, std::string_view name) {
  std::vector<std::string> out;
  const auto* value = from.if_contains(name);
  if (value == nullptr || !value->is_array()) return out;
  for (const auto& one : value->get_array()) {
    if (one.is_string()) out.emplace_back(std::string_view(one.get_string()));
  }
  return out;
}

json::array arrayOf(const std::vector<std::string>& texts) {
  json::array out;
  for (const auto& one : texts) out.push_back(json::string(one));
  return out;
}

SnapshotPart partFrom(const json::object& from) {
  SnapshotPart part;
  part.name = textIn(from, "name");
  part.columns = static_cast<std::uint64_t>(numberIn(from, "columns"));
  part.calendar = static_cast<std::uint64_t>(numberIn(from, "calendar"));
  part.texts = static_cast<std::uint64_t>(numberIn(from, "texts"));
  part.subjects = numberIn(from, "subjects");
  part.delta = numberIn(from, "delta") != 0;
  part.digest = textIn(from, "digest");
  part.calendarDigest = textIn(from, "calendarDigest");
  return part;
}

}  // namespace

unsigned gradingThreads(unsigned threads) {
  const unsigned wanted = threads != 0 ? threads : std::thread::hardware_concurrency();
  return std::clamp(wanted, 1U, kMostThreads);
}

fs::path snapshotFor(const fs::path& file, base::CivilDate asOf, base::CivilDate today) {
  if (file.empty() || asOf == today) return file;
  constexpr int kDecember = 12, kLastDay = 31;
  if (asOf.month() != kDecember || asOf.day() != kLastDay) return {};
  auto other = file;
  other += "." + asOf.iso();
  return other;
}

std::string SnapshotList::text() const {
  json::array list;
  for (const auto& part : parts) {
    list.push_back(json::object{{"name", part.name},
                                {"columns", static_cast<std::int64_t>(part.columns)},
                                {"calendar", static_cast<std::int64_t>(part.calendar)},
                                {"texts", static_cast<std::int64_t>(part.texts)},
                                {"subjects", part.subjects},
                                {"delta", part.delta ? 1 : 0},
                                {"digest", part.digest},
                                {"calendarDigest", part.calendarDigest}});
  }
  return json::serialize(json::object{{"version", kVersion},
                                      {"law", law},
                                      {"epoch", position.epoch},
                                      {"size", position.size},
                                      {"anchor", anchor},
                                      {"asOf", asOf.iso()},
                                      {"knownOn", knownOn.iso()},
                                      {"takenAt", takenAt},
                                      {"delivered", arrayOf(delivered)},
                                      {"fields", arrayOf(fields)},
                                      {"parts", std::move(list)}});
}

std::optional<SnapshotList> SnapshotList::parse(std::string_view text) {
  boost::system::error_code ec;
  const auto value = json::parse(text, ec);
  if (ec || !value.is_object()) return std::nullopt;
  const auto& from = value.get_object();
  const auto asOf = base::CivilDate::parseIso(textIn(from, "asOf"));
  const auto knownOn = base::CivilDate::parseIso(textIn(from, "knownOn"));
  const auto* parts = from.if_contains("parts");
  if (numberIn(from, "version") != kVersion || !asOf || !knownOn || parts == nullptr || !parts->is_array()) {
    return std::nullopt;
  }
  SnapshotList list;
  list.law = textIn(from, "law");
  list.position = {numberIn(from, "epoch"), numberIn(from, "size")};
  list.anchor = textIn(from, "anchor");
  list.asOf = *asOf;
  list.knownOn = *knownOn;
  list.takenAt = numberIn(from, "takenAt");
  list.delivered = textsIn(from, "delivered");
  list.fields = textsIn(from, "fields");
  for (const auto& part : parts->get_array()) {
    if (!part.is_object()) return std::nullopt;
    list.parts.push_back(partFrom(part.get_object()));
  }
  return list;
}

const crypto::EnvelopeKey& snapshotKey(const crypto::Keys& keys) { return keys.derived({"grading facts", kKeyId}); }
std::string listPlace() { return "grade-facts|list"; }
std::string wordsPlace(std::string_view part) { return "grade-facts|words|" + std::string(part); }
std::string textPlace(std::int64_t subject, std::uint64_t stamp) {
  return "grade-facts|text|" + std::to_string(subject) + "|" + std::to_string(stamp);
}

std::unique_ptr<MappedFile> MappedFile::open(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat info {};
  void* mapped = MAP_FAILED;
  if (::fstat(fd, &info) == 0 && info.st_size > 0) {
    mapped = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
  }
  ::close(fd);
  if (mapped == MAP_FAILED) return nullptr;
  return std::unique_ptr<MappedFile>(
      new MappedFile(static_cast<const char*>(mapped), static_cast<std::size_t>(info.st_size)));
}

MappedFile::~MappedFile() { ::munmap(const_cast<char*>(data_), size_); }

std::string_view OpenPart::columnBytes() const { return file->bytes().substr(0, info.columns); }
std::string_view OpenPart::calendarBytes() const { return file->bytes().substr(info.columns, info.calendar); }
std::string_view OpenPart::textBytes() const { return file->bytes().substr(info.columns + info.calendar); }

bool OpenPart::check(const crypto::EnvelopeKey& key) {
  if (block) return true;
  if (crypto::sm3Hex(columnBytes()) != info.digest) return false;
  auto opened = grading::FactsBlock::open(columnBytes());
  if (!opened || opened->subjects().size() != static_cast<std::size_t>(info.subjects)) return false;
  const auto text = key.open(opened->sealedWords(), wordsPlace(info.name));
  if (!text) return false;
  words = grading::readBlockWords(*text);
  if (words == nullptr) return false;
  block = std::move(opened);
  return true;
}

FactsSnapshot::State::State(const crypto::Keys& of) : keys(of), key(snapshotKey(keys)) {}

bool FactsSnapshot::State::checkAll(unsigned threads) {
  std::atomic<bool> sound{true};
  const auto make = [&](std::uint32_t part, unsigned /*unused*/) -> base::Status {
    if (!parts[part].check(key)) sound = false;
    return {};
  };
  const auto take = [](std::uint32_t /*unused*/, unsigned /*unused*/) -> base::Status { return {}; };
  (void)grading::inOrder(static_cast<std::uint32_t>(parts.size()), gradingThreads(threads), make, take);
  if (!sound) return false;
  places.clear();
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    const auto subjects = parts[i].block->subjects();
    for (std::uint32_t row = 0; row < subjects.size(); ++row) places.push_back({subjects[row].number, i, row});
  }
  // The last part that knows a subject counts.
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.subject != b.subject ? a.subject < b.subject : a.part > b.part;
  });
  places.erase(
      std::unique(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.subject == b.subject; }),
      places.end());
  std::erase_if(places, [&](const Place& place) {
    return (parts[place.part].block->subjects()[place.row].flags & grading::kBlockGone) != 0;
  });
  return true;
}

FactsSnapshot::FactsSnapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
FactsSnapshot::~FactsSnapshot() = default;

const std::vector<FactsSnapshot::Place>& FactsSnapshot::places() const { return state_->places; }

std::optional<FactsSnapshot::Place> FactsSnapshot::find(std::int64_t subject) const {
  for (std::size_t i = state_->parts.size(); i > 0; --i) {
    const auto& part = state_->parts[i - 1];
    const auto at = part.block ? part.block->find(subject) : -1;
    if (at < 0) continue;
    const Place place{subject, static_cast<std::uint32_t>(i - 1), static_cast<std::uint32_t>(at)};
    return (row(place).flags & grading::kBlockGone) != 0 ? std::nullopt : std::optional(place);
  }
  return std::nullopt;
}

base::Result<SubjectFacts> FactsSnapshot::facts(const Place& place) const {
  const auto& at = row(place);
  const auto texts = state_->parts[place.part].textBytes();
  if (at.textAt > texts.size()) return base::fail("CRYP-0003");
  MC_ASSIGN(const auto text, state_->key.open(texts.substr(at.textAt, at.textSize), textPlace(at.number, at.stamp)));
  MC_ASSIGN(auto facts, SubjectFacts::parse(text));
  facts.feeds = state_->list.delivered;
  if (at.changesOn != grading::kNoDate) facts.changesOn = base::CivilDate(at.changesOn);
  return facts;
}

std::uint32_t FactsSnapshot::parts() const { return static_cast<std::uint32_t>(state_->parts.size()); }
const grading::FactColumns& FactsSnapshot::columns(std::uint32_t part) const {
  return state_->parts[part].block->columns();
}
const grading::Words& FactsSnapshot::words(std::uint32_t part) const { return *state_->parts[part].words; }
const grading::BlockSubject& FactsSnapshot::row(const Place& place) const {
  return state_->parts[place.part].block->subjects()[place.row];
}

PlacedSubject::PlacedSubject(const FactsSnapshot& snapshot, const FactsSnapshot::Place& place, std::string_view feeds)
    : id_(publicId('S', place.subject)) {
  const auto& row = snapshot.row(place);
  const auto& words = snapshot.words(place.part);
  subject.id = id_;
  subject.kind = words.text(row.kind);
  subject.type = words.text(row.type);
  subject.region = words.text(row.region);
  subject.registeredOn = row.registeredOn;
  subject.feeds = feeds;
  // One row per fact: SubjectFacts holds no versions.
  range = {row.firstRow, row.endRow, false};
}

const grading::Outcome& PartEvaluators::evaluate(const PlacedSubject& placed, std::uint32_t part) {
  auto& evaluator = made_[part];
  if (!evaluator) {
    evaluator = std::make_unique<grading::Evaluator>(program_, snapshot_.words(part));
    evaluator->use(snapshot_.columns(part));
  }
  return evaluator->evaluate(placed.subject, placed.range);
}

}  // namespace medcredit::service
