#include "http/json_io.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>

namespace medcredit::http {

namespace {

void append(const boost::json::value& value, std::string& out) {
  switch (value.kind()) {
    case boost::json::kind::double_: {
      std::array<char, 400> digits{};
      const auto [end, ec] =
          std::to_chars(digits.data(), digits.data() + digits.size(), value.get_double(), std::chars_format::fixed);
      out.append(digits.data(), end);
      (void)ec;  // the buffer holds the longest fixed form of a double
      return;
    }
    case boost::json::kind::object: {
      out += '{';
      bool first = true;
      for (const auto& member : value.get_object()) {
        if (!first) out += ',';
        first = false;
        out += boost::json::serialize(boost::json::value(member.key()));
        out += ':';
        append(member.value(), out);
      }
      out += '}';
      return;
    }
    case boost::json::kind::array: {
      out += '[';
      bool first = true;
      for (const auto& item : value.get_array()) {
        if (!first) out += ',';
        first = false;
        append(item, out);
      }
      out += ']';
      return;
    }
    default:
      out += boost::json::serialize(value);
  }
}

}  // namespace

std::string jsonText(const boost::json::value& value) {
  std::string out;
  append(value, out);
  return out;
}

}  // namespace medcredit::http
