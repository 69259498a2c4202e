// First versions of an import, eight records to a row of `version_block` (ADR 0023).
//
// A block covers the ids 8n … 8n+7 completely; first versions that fill no block have rows of their own in
// `version_row`, as all later versions have. Queries read both through the view `record_version`; there a version of a
// block shows the payload and the envelope of its whole block, and PayloadReader takes out what is its own.
//
// Blocks are for SQLite only: PostgreSQL takes rows by COPY, and its planner cannot ask for one record of a block
// without building all of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"
#include "store/records.h"

namespace medcredit::store {

/// Records of a block. The view in migration 0005 counts with it.
inline constexpr std::int64_t kBlockRecords = 8;

/// First versions of an import on their way into the store: whole blocks where the engine and the versions allow it,
/// rows elsewhere.
class FirstVersions {
 public:
  /// `versions` are ascending by record id and outlive this.
  explicit FirstVersions(std::span<const NewVersion> versions) : versions_(versions) {}
  /// Puts blocks together and seals them. Runs no statement: may run beside the connection's thread.
  base::Status prepare(Conn& conn);
  /// Inserts what was prepared.
  base::Status insert(Conn& conn);

 private:
  struct Block {
    const NewVersion* first = nullptr;
    std::string fileRows, trueFrom, payload, secret, sealed;
  };
  static Block takeBlock(std::span<const NewVersion> versions);

  std::span<const NewVersion> versions_;
  std::vector<NewVersion> single_;
  std::vector<Block> blocks_;
};

/// True for the payload of a block as the view shows it.
[[nodiscard]] inline bool isBlock(std::string_view payload) { return payload.starts_with('\n'); }
/// What belongs to the record of its id within a block; empty when the block is damaged.
[[nodiscard]] std::string_view payloadInBlock(std::string_view payloads, std::int64_t recordId);
[[nodiscard]] std::string_view secretInBlock(std::string_view secrets, std::int64_t recordId);
/// Where the personal cells of a block are sealed for.
[[nodiscard]] std::string placeOfBlock(std::int64_t recordId);

}  // namespace medcredit::store
