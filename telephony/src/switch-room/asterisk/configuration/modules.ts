/**
 * The modules the hotline needs: an explicit list boots in 0.3 s and leaves no stranger's door open.
 * Hidden needs (measured): app_mixmonitor wants app_chanspy, which wants func_periodic_hook; func_cut, func_groupcount and func_uri go along.
 */
const groups = {
  'settings and sockets':
    'res_sorcery_config res_sorcery_memory res_sorcery_astdb res_sorcery_memory_cache res_pjproject res_timing_timerfd res_crypto res_http_websocket res_websocket_client',
  'SIP and phones':
    'res_pjsip res_pjsip_session res_pjsip_pubsub res_pjsip_registrar res_pjsip_authenticator_digest res_pjsip_outbound_authenticator_digest ' +
    'res_pjsip_endpoint_identifier_user res_pjsip_endpoint_identifier_ip res_pjsip_acl res_pjsip_caller_id res_pjsip_diversion res_pjsip_dtmf_info ' +
    'res_pjsip_header_funcs res_pjsip_logger res_pjsip_messaging res_pjsip_nat res_pjsip_path res_pjsip_refer res_pjsip_rfc3326 res_pjsip_sdp_rtp ' +
    'res_pjsip_transport_websocket res_pjsip_dlg_options res_pjsip_empty_info chan_pjsip func_pjsip_aor func_pjsip_contact func_pjsip_endpoint ' +
    'res_rtp_asterisk res_srtp',
  'codecs and files':
    'codec_alaw codec_ulaw codec_a_mu codec_g722 codec_resample codec_opus_open_source res_format_attr_opus res_format_attr_h264 res_format_attr_vp8 ' +
    'format_wav format_pcm format_sln',
  bridges:
    'bridge_simple bridge_native_rtp bridge_softmix bridge_holding bridge_builtin_features bridge_builtin_interval_features chan_bridge_media',
  ARI:
    'res_stasis res_stasis_answer res_stasis_playback res_stasis_recording res_stasis_snoop res_stasis_device_state app_stasis res_ari res_ari_model ' +
    'res_ari_applications res_ari_asterisk res_ari_bridges res_ari_channels res_ari_device_states res_ari_endpoints res_ari_events res_ari_playbacks ' +
    'res_ari_recordings res_ari_sounds',
  dialplan:
    'pbx_config app_dial app_echo app_playback app_playtones app_mixmonitor app_chanspy app_verbose app_exec app_record app_stack app_db res_musiconhold ' +
    'func_callerid func_channel func_db func_hangupcause func_logic func_strings func_timeout func_global func_cut func_groupcount func_uri func_periodic_hook ' +
    'func_jitterbuffer func_talkdetect func_volume func_env res_security_log',
  fax: 'res_fax res_fax_spandsp',
} as const;

export const modulesConf = (): string =>
  [
    '[modules]',
    'autoload=no',
    ...Object.entries(groups).flatMap(([what, names]) => [`; ${what}`, ...names.split(' ').map((name) => `load=${name}.so`)]),
  ].join('\n');
