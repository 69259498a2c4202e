location.replace('/unsupported.html')
