// Inside of the facts snapshot, shared by the file that reads and the one that makes it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/envelope.h"
#include "crypto/key_folder.h"
#include "service/grade_snapshot.h"

namespace medcredit::service {

/// One part as the list tells of it. The file holds the open columns, the calendar, the sealed texts.
struct SnapshotPart {
  std::string name;            ///< of the file, beside the list
  std::uint64_t columns = 0;   ///< bytes
  std::uint64_t calendar = 0;  ///< bytes: CalendarRow by day
  std::uint64_t texts = 0;     ///< bytes
  std::int64_t subjects = 0;
  bool delta = false;                  ///< stands over the parts before it
  std::string digest, calendarDigest;  ///< SM3, hex
};

/// When a subject's facts change by themselves.
struct CalendarRow {
  std::int64_t subject = 0;
  std::int64_t day = 0;
};

/// The list: what the snapshot stands for, and its parts in order.
struct SnapshotList {
  std::string law;              ///< digest of the law the facts were read with
  store::LogPosition position;  ///< place in the evidence log
  std::string anchor;           ///< hash of the entry before it: the same place in another log is another place
  base::CivilDate asOf, knownOn;
  std::int64_t takenAt = 0;  ///< microseconds
  std::vector<std::string> delivered, fields;
  std::vector<SnapshotPart> parts;

  [[nodiscard]] std::string text() const;
  /// Empty when it is none of this version.
  [[nodiscard]] static std::optional<SnapshotList> parse(std::string_view text);
};

/// A file mapped for reading.
class MappedFile {
 public:
  [[nodiscard]] static std::unique_ptr<MappedFile> open(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_;
  std::size_t size_;
};

/// A part mapped; block and words are there once it was checked.
struct OpenPart {
  SnapshotPart info;
  std::unique_ptr<MappedFile> file;
  std::optional<grading::FactsBlock> block;
  std::unique_ptr<grading::Words> words;

  [[nodiscard]] std::string_view columnBytes() const;
  [[nodiscard]] std::string_view calendarBytes() const;
  [[nodiscard]] std::string_view textBytes() const;
  /// Digest, form, dictionary. False: not to be believed.
  [[nodiscard]] bool check(const crypto::EnvelopeKey& key);
};

struct FactsSnapshot::State {
  explicit State(const crypto::Keys& of);

  crypto::Keys keys;  ///< a copy keeps the key below
  const crypto::EnvelopeKey& key;
  SnapshotList list;
  std::vector<OpenPart> parts;
  std::vector<Place> places;

  /// Checks all parts on several threads and lays out the places.
  [[nodiscard]] bool checkAll(unsigned threads);
};

[[nodiscard]] const crypto::EnvelopeKey& snapshotKey(const crypto::Keys& keys);
/// Where an envelope may stand: texts keep theirs when they are put into another part.
[[nodiscard]] std::string listPlace();
[[nodiscard]] std::string wordsPlace(std::string_view part);
[[nodiscard]] std::string textPlace(std::int64_t subject, std::uint64_t stamp);

}  // namespace medcredit::service
