// Public answers kept ready to send on an I/O thread. An entry is good only while nothing at all has changed since
// before its handler began to read: a withdrawn record is gone from the very next answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.h"

namespace medcredit::http {

/// An answer without the fields that differ from request to request (request id, connection).
struct ReadyAnswer {
  std::string operationId, path;  ///< of the route, for log and metrics
  std::string etag;
  std::string plainHead, plainBody;    ///< head from the status line on, without its empty line
  std::string packedHead, packedBody;  ///< gzip; empty when not worth it
};

class ResponseCache {
 public:
  /// `state` tells a number that differs after every change of what answers are made from (store, legal day), or a
  /// negative one when that cannot be told: then nothing is kept. Called often and on one thread only.
  ResponseCache(std::function<std::int64_t()> state, std::size_t maxBytes)
      : state_(std::move(state)), room_(maxBytes) {}

  /// The kept answer to a GET of this raw target; looks first whether anything changed.
  [[nodiscard]] std::shared_ptr<const ReadyAnswer> find(std::string_view target);
  /// State at the last find: to be handed to put with the answer made after it.
  [[nodiscard]] std::int64_t state() const { return current_; }
  void put(std::string_view target, std::int64_t stateBefore, std::shared_ptr<const ReadyAnswer> answer);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  void clear();

  std::function<std::int64_t()> state_;
  std::size_t room_;
  std::size_t used_ = 0;
  std::int64_t current_ = -1;
  std::unordered_map<std::string, std::shared_ptr<const ReadyAnswer>, Hash, std::equal_to<>> answers_;
};

}  // namespace medcredit::http
