#include "service/grade_snapshot.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "crypto/sm3.h"
#include "formats/file_io.h"
#include "store/evidence.h"
#include "store/grade_facts.h"

namespace medcredit::service {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDigest = 64;

/// Head of the file; all numbers as the machine holds them: the file never leaves it.
struct Head {
  char magic[8];
  char law[kDigest];         ///< digest of the law the facts were read with
  char delivered[kDigest];   ///< of the sources that delivered
  std::int64_t epoch, size;  ///< place in the evidence log
  std::int32_t asOf, knownOn;
  std::int64_t subjects;
};
struct Row {
  std::int64_t subject;
  std::uint64_t offset, length;
  std::int32_t changesOn;
  std::int32_t unused;
};
constexpr std::int32_t kNever = INT32_MAX;
constexpr char kMagic[8] = {'M', 'C', 'F', 'A', 'C', 'T', 'S', '1'};

std::string deliveredDigest(const GradeMoment& moment) {
  std::string all;
  for (const auto& feed : moment.delivered) all += feed + "\n";
  return crypto::sm3Hex(all);
}

}  // namespace

struct SnapshotFile {
  static const Head& head(const FactsSnapshot& of) { return *reinterpret_cast<const Head*>(of.data_); }
  static const Row& row(const FactsSnapshot& of, std::int64_t index) {
    return *reinterpret_cast<const Row*>(of.data_ + sizeof(Head) + static_cast<std::size_t>(index) * sizeof(Row));
  }
  /// True when head and rows lie inside the file and point into it.
  static bool sound(const FactsSnapshot& of) {
    if (of.size_ < sizeof(Head) || std::memcmp(head(of).magic, kMagic, sizeof kMagic) != 0) return false;
    const auto count = head(of).subjects;
    if (count < 0 || static_cast<std::size_t>(count) > (of.size_ - sizeof(Head)) / sizeof(Row)) return false;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto& one = row(of, i);
      if (one.offset > of.size_ || one.length > of.size_ - one.offset) return false;
    }
    return true;
  }
};

FactsSnapshot::~FactsSnapshot() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

std::shared_ptr<const FactsSnapshot> FactsSnapshot::open(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat info {};
  std::shared_ptr<FactsSnapshot> out(new FactsSnapshot);
  if (::fstat(fd, &info) == 0 && info.st_size >= static_cast<off_t>(sizeof(Head))) {
    out->size_ = static_cast<std::size_t>(info.st_size);
    void* mapped = ::mmap(nullptr, out->size_, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped != MAP_FAILED) out->data_ = static_cast<const char*>(mapped);
  }
  ::close(fd);
  return out->data_ != nullptr && SnapshotFile::sound(*out) ? out : nullptr;
}

std::int64_t FactsSnapshot::subjects() const { return SnapshotFile::head(*this).subjects; }
std::int64_t FactsSnapshot::subjectAt(std::int64_t index) const { return SnapshotFile::row(*this, index).subject; }
std::string_view FactsSnapshot::textAt(std::int64_t index) const {
  const auto& row = SnapshotFile::row(*this, index);
  return {data_ + row.offset, row.length};
}
std::optional<base::CivilDate> FactsSnapshot::changesAt(std::int64_t index) const {
  const auto day = SnapshotFile::row(*this, index).changesOn;
  return day == kNever ? std::nullopt : std::optional(base::CivilDate(day));
}

namespace {

/// Collects the facts of all subjects and writes them as one file.
struct Build {
  Context& context;
  const GradeMoment& moment;
  const FactsSnapshot* old;  ///< what may be copied; null: nothing
  std::vector<std::int64_t> touched;
  std::vector<Row> rows = {};
  std::string texts = {};
  SnapshotWork work = {};

  void keep(std::int64_t subject, std::string_view text, std::int32_t changesOn) {
    rows.push_back({subject, texts.size(), text.size(), changesOn, 0});
    texts += text;
  }

  base::Status subject(const store::SubjectRow& row, std::int64_t& at) {
    while (old != nullptr && at < old->subjects() && old->subjectAt(at) < row.id) ++at;
    const bool there = old != nullptr && at < old->subjects() && old->subjectAt(at) == row.id;
    const bool changed = std::binary_search(touched.begin(), touched.end(), row.id);
    const auto change = there ? old->changesAt(at) : std::nullopt;
    // A subject without facts stands in no file: it is looked at again only when somebody touched it.
    if (old != nullptr && !changed && (!there || !change || *change > moment.asOf)) {
      if (there) keep(row.id, old->textAt(at), SnapshotFile::row(*old, at).changesOn);
      return {};
    }
    ++work.read;
    MC_ASSIGN(const auto facts, readSubjectFacts(context, row, moment));
    if (facts) keep(row.id, facts->text(), facts->changesOn ? facts->changesOn->days() : kNever);
    return {};
  }

  base::Status all() {
    std::vector<store::SubjectRow> subjects;
    MC_TRY(store::eachSubject(context.conn, [&](const store::SubjectRow& row) {
      subjects.push_back(row);
      return true;
    }));
    std::int64_t at = 0;
    for (const auto& row : subjects) MC_TRY(subject(row, at));
    work.subjects = static_cast<std::int64_t>(rows.size());
    return {};
  }

  base::Status write(const fs::path& file, const store::LogPosition& position) {
    Head head{};
    std::memcpy(head.magic, kMagic, sizeof kMagic);
    std::memcpy(head.law, context.law.digest.data(), std::min(kDigest, context.law.digest.size()));
    const auto delivered = deliveredDigest(moment);
    std::memcpy(head.delivered, delivered.data(), kDigest);
    head.epoch = position.epoch;
    head.size = position.size;
    head.asOf = moment.asOf.days();
    head.knownOn = moment.knownOn.days();
    head.subjects = static_cast<std::int64_t>(rows.size());
    const std::uint64_t first = sizeof(Head) + rows.size() * sizeof(Row);
    for (auto& row : rows) row.offset += first;
    MC_ASSIGN(auto out, formats::AtomicFile::create(file));
    MC_TRY(out->write({reinterpret_cast<const char*>(&head), sizeof head}));
    MC_TRY(out->write({reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row)}));
    MC_TRY(out->write(texts));
    return out->commit();
  }
};

/// What of an older file may be copied: same law, same sources, an earlier or the same day.
bool mayCopy(const Context& context, const FactsSnapshot& old, const GradeMoment& moment) {
  const auto& head = SnapshotFile::head(old);
  return std::string_view(head.law, kDigest) == context.law.digest &&
         std::string_view(head.delivered, kDigest) == deliveredDigest(moment) && head.asOf <= moment.asOf.days() &&
         base::CivilDate(head.asOf).year() == moment.year() && head.knownOn <= moment.knownOn.days() &&
         moment.knownOn >= context.clock.today();
}

}  // namespace

base::Result<std::shared_ptr<const FactsSnapshot>> refreshSnapshot(Context& context, const fs::path& file,
                                                                   const GradeMoment& moment, SnapshotWork* work) {
  fs::path target = file;
  if (target.empty()) {
    std::error_code ec;
    target = fs::temp_directory_path(ec) / ("medcredit-facts-" + context.random.urlToken(12));
  }
  const auto old = file.empty() ? nullptr : FactsSnapshot::open(file);
  const bool copy = old && mayCopy(context, *old, moment);
  MC_ASSIGN(const auto position, store::logPosition(context.conn));
  Build build{context, moment, copy ? old.get() : nullptr, {}};
  if (copy) {
    const auto& head = SnapshotFile::head(*old);
    MC_ASSIGN(build.touched, store::subjectsTouched(context.conn, {head.epoch, head.size}));
  }
  build.work.rebuilt = !copy;
  MC_TRY(build.all());
  MC_TRY(build.write(target, position));
  if (work != nullptr) *work = build.work;
  auto fresh = FactsSnapshot::open(target);
  if (file.empty()) {
    std::error_code ec;
    fs::remove(target, ec);
  }
  if (!fresh) return base::fail("FILE-0001", {{"path", target.string()}, {"reason", "刚写入的快照无法读取"}});
  return fresh;
}

}  // namespace medcredit::service
