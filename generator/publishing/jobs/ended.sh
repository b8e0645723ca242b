case "${CODE:-0}" in
  0) ;;
  3)
    for pause in 0 120 300 600 900; do
      sleep "$pause"
      if hearten status [[ served.address|shell ]]; then exit 0; fi
    done
    exit 3
    ;;
  *) exit "$CODE" ;;
esac
