// JSON as users read it: decimals in plain notation (0.0476), where Boost.JSON would write 4.76E-2.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace medcredit::cli {

/// One line of JSON; members keep their order.
[[nodiscard]] std::string jsonText(const boost::json::value& value);

}  // namespace medcredit::cli
