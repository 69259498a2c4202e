// Models for the tests: those shipped, and a small one to be changed.
#pragma once

#include <string>
#include <string_view>

#include "grading/read.h"

namespace medcredit::grading::test {

/// Text of a file of the project; empty when missing.
[[nodiscard]] std::string projectFile(const std::string& path);

/// Text and model of jurisdictions/ID/models/ID.credit.yaml; the test stops when it has errors.
[[nodiscard]] std::string shippedText(const std::string& id);
[[nodiscard]] Model shipped(const std::string& id);

/// Findings as "CODE line" per line, for failure messages.
[[nodiscard]] std::string listed(const ModelFindings& findings);

/// The text with the only occurrence of `from` replaced; stops the test when it is not there exactly once.
[[nodiscard]] std::string changed(std::string text, std::string_view from, std::string_view to);

/// A small complete model without findings of the reader.
[[nodiscard]] std::string smallModel();

}  // namespace medcredit::grading::test
