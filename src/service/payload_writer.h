// The payload of a row as it goes into the store, written in one pass over its values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/payloads.h"

namespace medcredit::service {

/// Views until the next row is written.
struct PayloadForms {
  std::string_view
      open;  ///< JSON array of the values; numbers for repeated texts, nothing for empty and personal cells
  std::string_view secret;  ///< the personal cells (store::SplitPayload)
  std::uint64_t hash = 0;   ///< of the values: equal rows have equal hashes, however often their texts came before
};

/// One per import: the working memory and what a column said lately live on from row to row.
class PayloadWriter {
 public:
  /// `personal`: ascending cell indexes. `packer` must outlive the writer and be loaded before the first row.
  PayloadWriter(store::PayloadPacker& packer, std::vector<int> personal);
  /// `values` are UTF-8.
  [[nodiscard]] PayloadForms write(std::span<const std::string_view> values);

 private:
  /// A text that has its number. Most columns of an office say few things: comparing a text with what it was costs less
  /// than looking its number up.
  struct Known {
    std::string value;
    std::string number;
    std::uint64_t hash = 0;
  };
  static constexpr std::size_t kFew = 8, kMany = 1024;
  struct Column {
    std::vector<Known> known = std::vector<Known>(kFew);
    std::uint32_t asked = 0, found = 0;  ///< of the packer
  };
  /// After this many cells that were asked about, a column that hardly ever repeats itself (numbers of documents) is no
  /// longer asked about, and one that does is given room for more texts (names, dates).
  static constexpr std::uint32_t kTrial = 4096;
  /// Writes a cell and returns the hash of its value.
  std::uint64_t writeCell(std::size_t column, std::string_view value, bool personal);

  store::PayloadPacker& packer_;
  std::vector<int> personal_;
  std::vector<Column> columns_;
  std::string open_, secret_;  ///< sized for the longest row so far
  char* openEnd_ = nullptr;
  char* secretEnd_ = nullptr;
};

}  // namespace medcredit::service
