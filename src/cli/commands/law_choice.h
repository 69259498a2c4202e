// Which jurisdiction a command that needs no store speaks about.
#pragma once

#include <memory>
#include <string>

#include "cli/cli.h"

namespace medcredit::cli {

/// The jurisdiction named, else that of the store given by --data or --database, else henan-luoyang.
[[nodiscard]] base::Result<std::shared_ptr<const jurisdiction::Jurisdiction>> chooseLaw(Session& session,
                                                                                        const std::string& id);

}  // namespace medcredit::cli
