// Facts of some subjects as one block of bytes that can be mapped into memory and graded where it lies (ADR 0025).
//
// A block holds the columns of facts.h one after another, a row per subject and, beside them, a sealed text per subject
// that only the owner of the key can read. Everything in the open part is a number: days, amounts, codes of words,
// public ids. The dictionary of the words is given out apart, to be sealed by the caller. Blocks are derived, of one
// machine and one version; they are never a source.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grading/facts.h"

namespace medcredit::grading {

/// Bits of BlockSubject::flags.
enum BlockFlags : std::uint32_t {
  kBlockGone = 1U,         ///< the subject is no longer graded: stands over an older block
  kBlockUnpublished = 2U,  ///< graded, kept inside
};

/// A subject of a block; words are codes of the block's dictionary. The layout is the file's.
struct BlockSubject {
  std::int64_t number = 0;
  std::uint64_t stamp = 0;   ///< of the sealed text: it opens only beside this number
  std::uint64_t textAt = 0;  ///< from the beginning of the texts
  std::uint32_t textSize = 0;
  WordCode kind = kNoWord, type = kNoWord, region = kNoWord;
  std::int32_t registeredOn = kNoDate;
  std::int32_t changesOn = kNoDate;  ///< day on which the facts differ without any act; kNoDate: never
  std::uint32_t firstRow = 0, endRow = 0;
  std::uint32_t flags = 0;
  std::uint32_t unused = 0;
};

/// A text sealed by the caller.
struct SealedText {
  std::uint64_t stamp = 0;
  std::string_view bytes;
};

/// Makes a block subject by subject, by ascending number.
class BlockWriter {
 public:
  /// `fields`: word columns to keep.
  explicit BlockWriter(std::vector<std::string> fields);

  /// Begins a subject; its facts follow by table().begin() and set().
  void subject(std::int64_t number, const Subject& subject, std::int32_t changesOn, std::uint32_t flags,
               const SealedText& text);
  [[nodiscard]] FactTable& table() { return table_; }
  [[nodiscard]] std::size_t subjects() const { return subjects_.size(); }
  [[nodiscard]] std::size_t rows() const { return table_.size(); }
  /// The dictionary: one text, words by code.
  [[nodiscard]] std::string words();
  /// The open part, the sealed dictionary in it; the texts follow it in the file.
  [[nodiscard]] std::string columns(std::string_view sealedWords);
  [[nodiscard]] const std::string& texts() const { return texts_; }

 private:
  void closeSubject();

  FactTable table_;
  std::vector<std::string> fields_;
  std::vector<BlockSubject> subjects_;
  std::string texts_;
};

/// A block in memory. The bytes must outlive it.
class FactsBlock {
 public:
  /// `columns` is the open part alone. Empty when the bytes are no block of this version or point outside themselves.
  [[nodiscard]] static std::optional<FactsBlock> open(std::string_view columns);

  [[nodiscard]] std::string_view sealedWords() const { return sealedWords_; }
  [[nodiscard]] const std::vector<std::string>& fields() const { return fields_; }
  [[nodiscard]] std::span<const BlockSubject> subjects() const { return subjects_; }
  [[nodiscard]] const FactColumns& columns() const { return columns_; }
  /// Row of a subject by its number; -1 when it is not in the block.
  [[nodiscard]] std::int64_t find(std::int64_t number) const;

 private:
  std::string_view sealedWords_;
  std::vector<std::string> fields_;
  std::span<const BlockSubject> subjects_;
  FactColumns columns_;
};

/// The dictionary of a block from BlockWriter::words(); empty when the text is none.
[[nodiscard]] std::unique_ptr<Words> readBlockWords(std::string_view text);

}  // namespace medcredit::grading
