#include "formats/text_source.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/encoding.h"
#include "base/text.h"
#include "base/utf8.h"

namespace medcredit::formats {

namespace {

constexpr std::size_t kBlock = 1024 * 1024;

/// UTF-8 files: the bytes as they are.
class PlainSource final : public ByteSource {
 public:
  PlainSource(std::shared_ptr<const FileBytes> file, std::uint64_t start) : file_(std::move(file)), at_(start) {}

  base::Result<std::size_t> read(char* out, std::size_t capacity) override {
    MC_ASSIGN(const std::size_t got, file_->readAt(at_, out, capacity));
    at_ += got;
    return got;
  }
  [[nodiscard]] double progress() const override {
    return static_cast<double>(at_) / static_cast<double>(std::max<std::uint64_t>(1, file_->size()));
  }

 private:
  std::shared_ptr<const FileBytes> file_;
  std::uint64_t at_;
};

/// Any other encoding: decoded block by block.
class DecodedSource final : public ByteSource {
 public:
  DecodedSource(std::shared_ptr<const FileBytes> file, base::Encoding encoding)
      : file_(std::move(file)), decoder_(base::makeDecoder(encoding)) {}

  base::Result<std::size_t> read(char* out, std::size_t capacity) override {
    while (decodedAt_ == decoded_.size()) {
      if (finished_) return std::size_t{0};
      MC_TRY(decodeBlock());
    }
    const auto count = std::min(capacity, decoded_.size() - decodedAt_);
    std::memcpy(out, decoded_.data() + decodedAt_, count);
    decodedAt_ += count;
    return count;
  }
  [[nodiscard]] double progress() const override {
    return static_cast<double>(at_) / static_cast<double>(std::max<std::uint64_t>(1, file_->size()));
  }

 private:
  base::Status decodeBlock() {
    MC_ASSIGN(const std::string raw, file_->slice(at_, kBlock / 4));
    const bool first = at_ == 0;
    at_ += raw.size();
    finished_ = raw.empty() || at_ >= file_->size();
    decoded_.clear();
    decodedAt_ = 0;
    MC_TRY(decoder_->decode(raw, finished_, decoded_));
    // A byte-order mark is no text, whether the decoder hands it on or not.
    if (first && decoded_.starts_with("\xEF\xBB\xBF")) decoded_.erase(0, 3);
    if (const auto nul = decoded_.find('\0'); nul != std::string::npos) {
      return base::fail("FILE-0011", {{"offset", std::to_string(at_ - raw.size())}});
    }
    return {};
  }

  std::shared_ptr<const FileBytes> file_;
  std::unique_ptr<base::Decoder> decoder_;
  std::uint64_t at_ = 0;
  std::string decoded_;
  std::size_t decodedAt_ = 0;
  bool finished_ = false;
};

/// Length of the part of `block` that ends on a whole character in every encoding considered here: bytes below 0x30
/// are never the second or a later byte of a character, neither in UTF-8 nor in GB18030.
std::size_t wholeCharacters(std::string_view block) {
  for (std::size_t i = block.size(); i > 0; --i) {
    if (static_cast<unsigned char>(block[i - 1]) < 0x30) return i;
  }
  return block.size();
}

/// An offset inside a block becomes an offset inside the file.
base::Error shifted(base::Error error, std::uint64_t blockStart) {
  for (auto& argument : error.args) {
    if (argument.name == "offset") argument.value = std::to_string(blockStart + std::stoull(argument.value));
  }
  return error;
}

/// Joins the verdicts of the blocks of a file without byte-order mark.
class BlockwiseVerdict {
 public:
  base::Status add(std::string_view block, std::uint64_t start) {
    if (base::isValidUtf8(block) && block.find('\0') == std::string_view::npos) {
      // Two GBK bytes can look like a two-byte UTF-8 character by chance; three in a row are evidence.
      const bool evidence = (utf8_ && !gb_) || std::any_of(block.begin(), block.end(), [](char c) {
                              return static_cast<unsigned char>(c) >= 0xE0;
                            });
      if (evidence && gb_) return mixed(start);
      utf8_ = utf8_ || evidence;
      return {};
    }
    auto verdict = base::detectEncoding(block);
    if (!verdict.ok()) return shifted(std::move(verdict).error(), start);
    if (utf8_) return mixed(start);
    gb_ = true;
    // One four-byte character makes the whole file GB18030 rather than GBK.
    if (gbName_.empty() || verdict->name != "GBK") gbName_ = verdict->name;
    return {};
  }
  [[nodiscard]] base::EncodingVerdict result() const {
    if (gb_) return {base::Encoding::kGb18030, gbName_};
    return {base::Encoding::kUtf8, std::string(base::encodingName(base::Encoding::kUtf8))};
  }

 private:
  static base::Error mixed(std::uint64_t start) { return base::fail("FILE-0012", {{"offset", std::to_string(start)}}); }

  bool utf8_ = false;
  bool gb_ = false;
  std::string gbName_;
};

base::Result<base::EncodingVerdict> judge(const FileBytes& file) {
  MC_ASSIGN(const std::string head, file.slice(0, 4));
  using base::Encoding;
  const auto marked = [](Encoding e) { return base::EncodingVerdict{e, std::string(base::encodingName(e))}; };
  if (head.starts_with("\xFF\xFE")) return marked(Encoding::kUtf16Le);
  if (head.starts_with("\xFE\xFF")) return marked(Encoding::kUtf16Be);
  const bool bom = head.starts_with("\xEF\xBB\xBF");
  BlockwiseVerdict verdict;
  std::string block;
  for (std::uint64_t at = bom ? 3 : 0; at < file.size();) {
    block.resize(kBlock);
    MC_ASSIGN(const std::size_t got, file.readAt(at, block.data(), kBlock));
    if (got == 0) break;
    block.resize(at + got < file.size() ? wholeCharacters(std::string_view(block).substr(0, got)) : got);
    if (const auto good = bom ? base::validUtf8Prefix(block) : block.size(); good < block.size()) {
      return base::fail("FILE-0012", {{"offset", std::to_string(at + good)}});
    }
    MC_TRY(verdict.add(block, at));
    at += block.size();
  }
  return bom ? marked(Encoding::kUtf8Bom) : verdict.result();
}

}  // namespace

base::Result<TextFile> openText(std::shared_ptr<const FileBytes> file) {
  if (file->size() == 0) return base::fail("FILE-0002");
  MC_ASSIGN(base::EncodingVerdict verdict, judge(*file));
  TextFile text;
  text.encoding = std::move(verdict.name);
  if (verdict.encoding == base::Encoding::kUtf8 || verdict.encoding == base::Encoding::kUtf8Bom) {
    const std::uint64_t start = verdict.encoding == base::Encoding::kUtf8Bom ? 3 : 0;
    text.source = std::make_unique<PlainSource>(std::move(file), start);
  } else {
    text.source = std::make_unique<DecodedSource>(std::move(file), verdict.encoding);
  }
  return text;
}

}  // namespace medcredit::formats
