// gzip of response bodies (RFC 1952) by zlib.
#pragma once

#include <string>
#include <string_view>

namespace medcredit::http {

[[nodiscard]] std::string gzip(std::string_view bytes);
/// True when an Accept-Encoding value admits gzip with a weight above 0.
[[nodiscard]] bool acceptsGzip(std::string_view acceptEncoding);

}  // namespace medcredit::http
